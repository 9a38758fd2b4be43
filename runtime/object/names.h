// Names that C++ code uses, interned once per isolate: iso->names().dunder_name and so on.
// The special methods' names come from special.h: iso->special_name(Special::kAdd).
//
//   V(identifier, "text")
#ifndef KRAIT_RUNTIME_OBJECT_NAMES_H_
#define KRAIT_RUNTIME_OBJECT_NAMES_H_

#define KRAIT_NAMES(V)                                                                          \
  V(empty, "") V(dunder_name, "__name__") V(dunder_qualname, "__qualname__")                    \
  V(dunder_module, "__module__") V(dunder_doc, "__doc__") V(dunder_dict, "__dict__")            \
  V(dunder_class, "__class__") V(dunder_bases, "__bases__") V(dunder_mro, "__mro__")            \
  V(dunder_slots, "__slots__") V(dunder_weakref, "__weakref__") V(dunder_all, "__all__")        \
  V(dunder_builtins, "__builtins__") V(dunder_file, "__file__") V(dunder_path, "__path__")      \
  V(dunder_package, "__package__") V(dunder_spec, "__spec__") V(dunder_loader, "__loader__")    \
  V(dunder_cached, "__cached__") V(dunder_import, "__import__") V(dunder_main, "__main__")      \
  V(dunder_annotations, "__annotations__") V(dunder_defaults, "__defaults__")                   \
  V(dunder_kwdefaults, "__kwdefaults__") V(dunder_code, "__code__")                             \
  V(dunder_globals, "__globals__") V(dunder_closure, "__closure__") V(dunder_self, "__self__")  \
  V(dunder_func, "__func__") V(dunder_wrapped, "__wrapped__") V(dunder_match_args, "__match_args__") \
  V(dunder_classcell, "__classcell__") V(dunder_build_class, "__build_class__")                 \
  V(dunder_abstractmethods, "__abstractmethods__")                                              \
  V(dunder_isabstractmethod, "__isabstractmethod__") V(dunder_orig_bases, "__orig_bases__")     \
  V(dunder_context, "__context__") V(dunder_cause, "__cause__")                                 \
  V(dunder_suppress_context, "__suppress_context__") V(dunder_traceback, "__traceback__")       \
  V(dunder_notes, "__notes__") V(dunder_getstate, "__getstate__")                               \
  V(dunder_setstate, "__setstate__") V(dunder_getnewargs, "__getnewargs__")                     \
  V(dunder_getnewargs_ex, "__getnewargs_ex__") V(dunder_debug, "__debug__")                     \
  V(dunder_origin, "__origin__") V(dunder_args, "__args__") V(dunder_parameters, "__parameters__") \
  V(dunder_text_signature, "__text_signature__") V(dunder_objclass, "__objclass__")             \
  V(args, "args") V(send, "send") V(throw_, "throw") V(close, "close") V(keys, "keys")          \
  V(items, "items") V(values, "values") V(get, "get") V(copy, "copy") V(update, "update")       \
  V(append, "append") V(add, "add") V(sort, "sort") V(join, "join") V(read, "read")             \
  V(readline, "readline") V(write, "write") V(flush, "flush") V(mro, "mro") V(key, "key")       \
  V(reverse, "reverse") V(name, "name") V(path, "path") V(msg, "msg") V(value, "value")         \
  V(self, "self") V(cls, "cls") V(builtins, "builtins") V(sys, "sys") V(modules, "modules")     \
  V(stdout_, "stdout") V(stderr_, "stderr") V(stdin_, "stdin") V(metaclass, "metaclass")        \
  V(excepthook, "excepthook") V(displayhook, "displayhook") V(underscore, "_")                  \
  V(angle_module, "<module>") V(angle_lambda, "<lambda>") V(angle_genexpr, "<genexpr>")         \
  V(angle_listcomp, "<listcomp>") V(angle_string, "<string>") V(filename, "filename")           \
  V(lineno, "lineno") V(offset, "offset") V(text, "text") V(print_file_and_line, "print_file_and_line") \
  V(end_lineno, "end_lineno") V(end_offset, "end_offset") V(errno_, "errno")                    \
  V(strerror, "strerror") V(filename2, "filename2") V(code, "code") V(encoding, "encoding")     \
  V(object, "object") V(start, "start") V(end, "end") V(reason, "reason") V(obj, "obj")         \
  V(default_, "default") V(strict, "strict") V(exceptions, "exceptions") V(message, "message")

#endif  // KRAIT_RUNTIME_OBJECT_NAMES_H_
