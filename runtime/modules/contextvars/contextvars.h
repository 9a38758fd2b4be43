// Context variables: what contextvars.Context, ContextVar and Token are made of.
//
// A context maps variables to values. Copies share one dictionary until either of them changes: a
// context whose `shared` is set makes a dictionary of its own before it stores. Iterators share it
// as well, which makes them snapshots.
#ifndef KRAIT_RUNTIME_MODULES_CONTEXTVARS_CONTEXTVARS_H_
#define KRAIT_RUNTIME_MODULES_CONTEXTVARS_CONTEXTVARS_H_

#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Dict;
struct Str;

namespace contextvars {

struct Context : NativeInstance {
  Dict* values;       // ContextVar -> value
  Context* previous;  // what was current when run() entered this one
  bool shared;
  bool entered;

  static Context* New(Isolate* iso);
  Context* Copy(Isolate* iso);
  // The dictionary, for a reader that keeps it.
  Dict* Share() {
    shared = true;
    return values;
  }
  bool Set(Isolate* iso, Value variable, Value value);
  bool Delete(Isolate* iso, Value variable);
};

struct Variable : NativeInstance {
  Str* name;
  Value fallback;  // Empty: none
};

struct Token : NativeInstance {
  Context* context;
  Variable* variable;
  Value old_value;  // Empty: there was none
  bool used;
};

extern const TypeSpec kContextSpec;
extern const TypeSpec kVariableSpec;
extern const TypeSpec kTokenSpec;
extern const TypeSpec kMissingSpec;

// The context that variables are looked up in; made on first use. Null with MemoryError pending.
Context* CurrentContext(Isolate* iso);
void SetCurrentContext(Isolate* iso, Context* context);

// Casts by layout; null for anything else.
Context* AsContext(Value v);
Variable* AsVariable(Value v);
Token* AsToken(Value v);
// Token.MISSING
Value MissingValue(Isolate* iso);

}  // namespace contextvars
}  // namespace krait

#endif  // KRAIT_RUNTIME_MODULES_CONTEXTVARS_CONTEXTVARS_H_
