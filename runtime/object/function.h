// Things that are called: script functions, native functions, bound methods; and the cells that
// closures share.
#ifndef KRAIT_RUNTIME_OBJECT_FUNCTION_H_
#define KRAIT_RUNTIME_OBJECT_FUNCTION_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Code;
struct Dict;
struct Str;
struct Tuple;
struct Type;

struct Cell : HeapObject {
  Value value;  // Empty: unbound

  static Cell* New(Isolate* iso, Value value);
};

// A script function. Kind kFunction.
struct Function : HeapObject {
  Code* code;
  Dict* globals;     // cell mode
  Dict* builtins;    // cell mode
  Tuple* closure;    // of Cells, or null
  Tuple* defaults;   // or null
  Dict* kwdefaults;  // or null
  Str* name;
  Str* qualname;
  Value doc;
  Value module;
  Value annotations;        // Dict, Tuple of pairs not yet made a dict, or Empty
  HeapObject* attributes;   // attribute word

  static Function* New(Isolate* iso, Code* code, Dict* globals);
  // A function that is made while `outer` runs, in its module.
  static Function* NewNested(Isolate* iso, Code* code, const Function* outer);
};

// How a native function's arguments are bound; parsed from the signature text on first use.
struct NativeSignature;

// A native function bound to nothing, to a module, or (method of a built-in) to its receiver.
// Kinds kNativeFunction (functions, bound built-in methods), kMethodDescriptor (unbound methods of
// built-in types), kClassMethodDescriptor.
struct NativeFunction : HeapObject {
  const NativeMethod* method;
  const NativeSignature* signature;  // null until first use; owned by the isolate
  Value self;    // receiver passed as slot 0; Empty: none
  Value module;  // __module__ or Empty
  Type* owner;   // of a descriptor: the class it was defined on; else null
  HeapObject* attributes;

  static NativeFunction* New(Isolate* iso, const NativeMethod* method, Value self, Value module);
};

struct BoundMethod : HeapObject {
  Value function;
  Value self;

  static BoundMethod* New(Isolate* iso, Value function, Value self);
};

// The call protocol for native functions: binds `args` (with keyword names, if any) to the declared
// parameters, self first when bound, and calls. TypeErrors are worded as CPython's.
Value CallNative(Isolate* iso, NativeFunction* function, const Value* args, size_t count,
                 Tuple* keyword_names);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_FUNCTION_H_
