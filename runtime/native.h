// How C++ gives functions and types to scripts: as tables that are data.
//
// A native function has one C++ signature, NativeFn. The table entry's `signature` text
// ("($self, iterable=(), /, *, key=None)", in the form of __text_signature__) tells the call
// protocol how to bind arguments, so no function parses arguments by itself: it receives exactly
// one slot per declared parameter, in order; an optional parameter that was not passed is Empty;
// *args arrives as a Tuple, **kwargs as a Dict. For a method slot 0 is self, for a class method
// and for __new__ it is the class.
//
// A native function returns Empty exactly when it has set the isolate's pending exception.
#ifndef KRAIT_RUNTIME_NATIVE_H_
#define KRAIT_RUNTIME_NATIVE_H_

#include <cstddef>
#include <cstdint>
#include <span>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct BufferView;
namespace gc {
class Heap;
class Marker;
}  // namespace gc

// `args` are the bound parameter slots; `count` their number. With NativeFlags::kVariadic the
// signature is not used: `args` are the raw positional arguments (self first) and keywords are
// refused. `args` stays valid and rooted during the call and may be written to.
using NativeFn = Value (*)(Isolate* iso, Value* args, size_t count);

enum NativeFlags : uint32_t {
  kNativeDefault = 0,
  kVariadic = 1 << 0,      // raw positional arguments, no keywords
  kStaticMethod = 1 << 1,  // in a type's table: no self
  kClassMethod = 1 << 2,   // in a type's table: slot 0 is the class
  kConstructor = 1 << 3,   // __new__: a static method whose slot 0 is the class
  kPure = 1 << 4,          // no effect, result depends on the arguments alone
  kNoCallback = 1 << 5,    // never runs script code
  // A __next__ that returns Empty with nothing pending at its end. Iteration (Next(), FOR_ITER)
  // calls `fn` directly and so never makes a StopIteration; CallNative raises one for all other
  // callers.
  kExhaustible = 1 << 6,
  kParseTuple = 1 << 7,  // a wrong count is worded "find() takes at least 1 argument (0 given)"
  kForwards = 1 << 8,    // does nothing but call a special method (linkers/forwarding.h)
  kIgnoresArguments = 1 << 9,  // a __new__ that looks at the class alone
};

struct NativeMethod {
  const char* name;
  NativeFn fn;
  const char* signature;  // "(...)"; ignored for kVariadic
  uint32_t flags = kNativeDefault;
  const char* doc = nullptr;
  // What a call from the interpreter's loop does instead of `fn`: it may want a script function called,
  // and so run script without nesting the loop (interpreter/script_call.h).
  NativeFn in_loop = nullptr;
};

// A computed attribute of a native type. `set` receives Empty for deletion; null: read-only.
struct NativeProperty {
  const char* name;
  Value (*get)(Isolate* iso, Value self);
  bool (*set)(Isolate* iso, Value self, Value value) = nullptr;
  const char* doc = nullptr;
  // CPython has it as a member of the C struct: a member_descriptor, "readonly attribute" without
  // set.
  bool member = false;
};
inline constexpr bool kMember = true;

// The C++ layout of a native module's own type (deque, partial, array, file objects, ...). Its
// objects derive from NativeInstance and carry the layout, which identifies the C++ type also for
// script subclasses.
struct NativeLayout {
  const char* name;
  size_t size;  // sizeof the C++ struct
  void (*trace)(HeapObject* object, gc::Marker& marker);
  void (*destroy)(HeapObject* object, Isolate* iso) = nullptr;  // native resources; no script code
  // The buffer protocol (text/buffer.h). `get_buffer` fills everything but `owner`, refuses with
  // BufferError; `release_buffer` runs no script code and raises nothing.
  bool (*get_buffer)(Isolate* iso, HeapObject* object, BufferView* view, bool writable) = nullptr;
  void (*release_buffer)(Isolate* iso, HeapObject* object, BufferView* view) = nullptr;
};

struct NativeInstance : HeapObject {
  const NativeLayout* layout;
};

enum TypeFlags : uint32_t {
  kTypeDefault = 0,
  kSubclassable = 1 << 0,     // may be a base class
  kNotCallable = 1 << 1,      // no constructor: "cannot create 'x' instances"
  kHasDict = 1 << 2,          // instances of the built-in type itself carry attributes
  kSequencePattern = 1 << 3,  // matches [a, b] in `match`
  kMappingPattern = 1 << 4,   // matches {..} in `match`
  kSelfMatch = 1 << 5,        // `case int(x)`: the first positional pattern is the subject itself
  kImmutable = 1 << 6,        // class attributes cannot be set (all built-in types)
  kUnhashable = 1 << 7,       // __hash__ is None
  kNoWeakReferences = 1 << 8,
};

// A built-in type. One per kind in kinds.h (named k<Kind>TypeSpec), and as many more as native
// modules bring (with `layout`). The attribute dictionary is filled on first use.
struct TypeSpec {
  const char* name;                 // "list", "collections.deque"
  const char* module = "builtins";  // __module__
  ObjectKind kind = ObjectKind::kNativeInstance;
  const TypeSpec* base = nullptr;  // null: object
  std::span<const NativeMethod> methods = {};
  std::span<const NativeProperty> properties = {};
  uint32_t flags = kTypeDefault;
  const char* doc = nullptr;
  const NativeLayout* layout = nullptr;  // kNativeInstance only
};

// Functions of a native module; see runtime/modules/module_table.h for the module itself.

}  // namespace krait

#endif  // KRAIT_RUNTIME_NATIVE_H_
