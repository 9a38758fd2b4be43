// Marker leaves that sites are linked to, declared once: identity for guards and profiles. They have
// no entry, but stand for what an opcode does: quicken.cc says which. operator_leaves.h has leaves with
// an entry.
#ifndef KRAIT_RUNTIME_LINKERS_LEAVES_H_
#define KRAIT_RUNTIME_LINKERS_LEAVES_H_

#include "callsite/method_handle.h"
#include "gc/value.h"
#include "runtime/object/operations.h"

namespace krait {

class Isolate;

// clang-format off
#define KRAIT_MARKER_LEAVES(V)                 \
  V(IntArithmetic, "int arithmetic")           \
  V(FloatArithmetic, "float arithmetic")       \
  V(IntCompare, "int comparison")              \
  V(FloatCompare, "float comparison")          \
  V(StrConcat, "str + str")                    \
  V(ListIndex, "list item by int")             \
  V(TupleIndex, "tuple item by int")           \
  V(DictItem, "dict item")                     \
  V(RangeNext, "range iterator")               \
  V(ListNext, "list iterator")                 \
  V(TupleNext, "tuple iterator")               \
  V(GeneratorNext, "generator")                \
  V(NativeNext, "built-in iterator")           \
  V(Protocol, "protocol")                      \
  V(List, "list")                              \
  V(Tuple, "tuple")                            \
  V(BuiltinIterator, "iterator of a built-in") \
  V(Text, "text of a built-in")                \
  V(Length, "length of a built-in")            \
  V(Coroutine, "coroutine")                    \
  V(AsyncSend, "asend()")                      \
  V(AsyncGenerator, "async generator")         \
  V(DictItems, "items of a dict")              \
  V(SuperMethod, "method behind a class")      \
  V(Namespace, "namespace of the frame")       \
  V(BuiltinHash, "hash of a built-in")         \
  V(Exception, "exception")                    \
  V(Group, "exception group")                  \
  V(ModuleNames, "names of a module")
// clang-format on

// The index of a handle of kind Constant at a site that reads an attribute: what the value is,
// which was found on a class.
enum class Binding : int32_t {
  kNone = 0,      // the attribute itself
  kReceiver = 1,  // a function to be bound to the receiver
  kClass = 2,     // a function to be bound to the receiver's class
  kComputed = 3,  // a GetSetDescriptor, asked about the receiver
};

// The index of a handle of kind Construct: who makes and initialises the instances.
enum ConstructRole : int32_t {
  kByProtocol = 0,
  kByScript = 1,    // object.__new__, and an __init__ in script
  kByBuiltins = 2,  // functions of an immutable class
};

#define KRAIT_LEAF(Name, text) extern const callsite::NativeLeaf k##Name##Leaf;
KRAIT_MARKER_LEAVES(KRAIT_LEAF)
#undef KRAIT_LEAF

}  // namespace krait

#endif  // KRAIT_RUNTIME_LINKERS_LEAVES_H_
