#include "runtime/builtins/output_builtins.h"

#include "runtime/builtins/print_target.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/isolate.h"
#include "runtime/linkers/conversion.h"
#include "runtime/modules/io/open.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

// `sep` and `end`: a str, or the default for None. Null with TypeError pending.
bool TextOption(Isolate* iso, Value v, const char* name, Value* result) {
  if (!v || v.IsNone()) return true;
  if (!IsStr(v)) {
    return RaiseF(iso, ExceptionId::kTypeError, "%s must be None or a string, not %.200s", name,
                  TypeName(iso, v));
  }
  *result = v;
  return true;
}

// print(*args, sep, end, file, flush)
Value PrintFunction(Isolate* iso, Value* args, size_t) {
  Value file = args[3];
  if (!file || file.IsNone()) {
    file = iso->sys_attribute("stdout");
    if (!file) return Raise(iso, ExceptionId::kRuntimeError, "lost sys.stdout");
    // A program without a terminal may have none.
    if (file.IsNone()) return Value::None();
  }
  Value separator = Value::Object(Str::FromCodePoint(iso, ' '));
  Value end = Value::Object(Str::FromCodePoint(iso, '\n'));
  if (!TextOption(iso, args[1], "sep", &separator)) return Value();
  if (!TextOption(iso, args[2], "end", &end)) return Value();
  bool flush = false;
  if (args[4] && !Truth(iso, args[4], &flush)) return Value();
  const Tuple* items = args[0].As<Tuple>();
  const PrintTarget target(iso, file);
  for (int64_t i = 0; i < items->size; ++i) {
    if (i > 0 && !target.Write(separator)) return Value();
    if (!target.Write(items->items[i])) return Value();
  }
  if (!target.Write(end)) return Value();
  if (flush) {
    KRAIT_TRY(Value, done, CallMethod(iso, file, iso->names().flush, {}));
  }
  return Value::None();
}

// A stream whose write() may be script.
bool IsScriptStream(Isolate* iso, Value file) { return TypeOf(iso, file)->spec == nullptr; }

// The items may have a script __str__, too.
bool PrintsScript(Isolate* iso, const Tuple* items, Value file) {
  if (IsScriptStream(iso, file)) return true;
  for (Value v : items->view()) {
    if (IsScriptInstance(v) && TextMethod(iso, v, 1, true).method) return true;
  }
  return false;
}

Value PrintInLoop(Isolate* iso, Value* args, size_t count) {
  Value file = args[3];
  if (!file || file.IsNone()) file = iso->sys_attribute("stdout");
  if (!file || file.IsNone() || !PrintsScript(iso, args[0].As<Tuple>(), file)) {
    return PrintFunction(iso, args, count);
  }
  Value separator = Value::Object(Str::FromCodePoint(iso, ' '));
  Value end = Value::Object(Str::FromCodePoint(iso, '\n'));
  if (!TextOption(iso, args[1], "sep", &separator)) return Value();
  if (!TextOption(iso, args[2], "end", &end)) return Value();
  return EnterSelfHosted(
      iso, IsScriptStream(iso, file) ? SelfHosted::kPrint : SelfHosted::kPrintToFile,
      {args[0], separator, end, file, args[4] ? args[4] : Value::False()});
}

Value RequiredStream(Isolate* iso, const char* name) {
  const Value stream = iso->sys_attribute(name);
  if (stream && !stream.IsNone()) return stream;
  return RaiseF(iso, ExceptionId::kRuntimeError, "input(): lost sys.%s", name);
}

// The line without its end. EOFError when there is none.
Value StripLine(Isolate* iso, Value line) {
  if (!IsStr(line)) {
    return RaiseTypeError(iso, "object.readline() returned non-string");
  }
  Str* s = line.As<Str>();
  if (s->length == 0) return Raise(iso, ExceptionId::kEOFError, "EOF when reading a line");
  if (s->view().back() != '\n') return line;
  return Value::Object(Str::Substring(iso, s, 0, s->length - 1));
}

Value InputFunction(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Value, in, RequiredStream(iso, "stdin"));
  KRAIT_TRY(Value, out, RequiredStream(iso, "stdout"));
  KRAIT_TRY(Value, error, RequiredStream(iso, "stderr"));
  if (!CallMethod(iso, error, iso->names().flush, {})) TakePending(iso);
  if (args[0]) {
    const PrintTarget target(iso, out);
    if (!target.Write(args[0])) return Value();
  }
  if (!CallMethod(iso, out, iso->names().flush, {})) TakePending(iso);
  KRAIT_TRY(Value, line, CallMethod(iso, in, iso->names().readline, {}));
  return StripLine(iso, line);
}

constexpr NativeMethod kFunctions[] = {
    {"print", PrintFunction,
     "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)", 0,
     "Print the values to a stream, or to sys.stdout by default.", PrintInLoop},
    {"input", InputFunction, "($module, prompt='', /)", 0,
     "Read a string from standard input, without its trailing newline."},
    {"open", OpenFunction,
     "($module, /, file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, "
     "closefd=True, opener=None)",
     0, "Open a file and return a stream."},
};

}  // namespace

const std::span<const NativeMethod> kOutputBuiltins = kFunctions;

}  // namespace krait
