// The kinds of method handles, declared once.
//
//   V(Kind, "name")    what `index`, `value`, `word(i)`, `resource` and `child(i)` mean
//
// Leaves that only the operations of a runtime's own sites understand have no method type (type()
// is null): the site's operation says how they are invoked. `perform` gives them one. All others
// can be evaluated, composed and compiled by themselves.
#ifndef KRAIT_CALLSITE_HANDLE_KINDS_H_
#define KRAIT_CALLSITE_HANDLE_KINDS_H_

#include <cstdint>

#define KRAIT_RUNTIME_HANDLE_KINDS(V)                                                              \
  V(Constant, "constant")        /* value: the result; index: the owner's word for what becomes of \
                                    it, 0: nothing */                                              \
  V(GetSlot, "get-slot")         /* index: see SlotIndex */                                        \
  V(SetSlot, "set-slot")         /* index: see SlotIndex */                                        \
  V(AddSlot, "add-slot")         /* index: SlotIndex; value: the shape after the transition */     \
  V(GetProperty, "get-property") /* value: function called with the receiver */                    \
  V(GetCell, "get-cell")         /* value: the property cell whose value is loaded */              \
  V(SetCell, "set-cell")         /* value: the property cell stored to */                          \
  V(Script, "script")            /* value: the callee's code */                                    \
  V(Special, "special")          /* value: function of a special method; index: the owner's word   \
                                    for the order of operands and the use of the result */         \
  V(Construct, "construct")      /* value: class; index 1: a fresh instance, then its initialiser, \
                                    a script function; 0: as the class says */                     \
  V(CallNative, "call-native")   /* value: a native function that takes its arguments as they are; \
                                    index: not 0, the owner's word for what it does for script */  \
  V(Native, "native")            /* native: the C++ leaf */

#define KRAIT_LEAF_HANDLE_KINDS(V)                                                                 \
  V(Word, "word")                /* word 0: the result, of the type's representation */            \
  V(Identity, "identity")        /* gives its only argument */                                     \
  V(Empty, "empty")              /* ignores its arguments, gives None / 0 / false / null */        \
  V(Function, "function")        /* words: entry, trampoline, name, closure; resource: what owns   \
                                    the closure, or null; index: FunctionFlags. host_function.h */ \
  V(GetField, "get-field")       /* (pointer)T; index: byte offset; word 0: FieldType */           \
  V(SetField, "set-field")       /* (pointer, T)void; likewise */                                  \
  V(GetElement, "get-element")   /* (pointer HostArray, int64)T; word 0: FieldType */              \
  V(SetElement, "set-element")   /* (pointer HostArray, int64, T)void; word 0: FieldType */        \
  V(ArrayLength, "array-length") /* (pointer HostArray)int64 */                                    \
  V(ScriptFunction, "script-function") /* value: function; resource: ScriptInvoker */              \
  V(Perform, "perform")                /* child 0: a leaf of a runtime's own sites; resource:      \
                                          ScriptInvoker, which performs it */                      \
  V(GuardTest, "guard")        /* (value[, value])bool; index: Guard::Kind; value: Guard::object;  \
                                  word 0: shape | second << 32 */                                  \
  V(Throw, "throw")            /* (int64 | value | pointer)R: fails with that error */             \
  V(InvokeSite, "invoke-site") /* resource: SiteCell; the site's target, now and later;            \
                                  index 1: of a linked site, which forgets its links first */      \
  V(Invoker, "invoker")        /* (pointer MethodHandle, A...)R; index: 0 exact, 1 generic;        \
                                  word 0: the MethodType (A...)R */

// The children's types fix the node's own; A... are its leading arguments, which every child that
// is given them may take fewer of.
#define KRAIT_COMBINATOR_HANDLE_KINDS(V)                                                           \
  V(InsertArguments, "insert")   /* index: position; child 0: target, 1..: constants */            \
  V(DropArguments, "drop")       /* index: position; child 0: target, which takes fewer */         \
  V(PermuteArguments, "permute") /* child 0: target; word i: which argument is its i-th */         \
  V(FilterArguments, "filter")   /* index: position; child 0: target; 1..: filters, null: none */  \
  V(FilterResult, "filter-result") /* child 0: target; 1: filter of its result */                  \
  V(CollectArguments,                                                                              \
    "collect")             /* index: position; child 0: target; 1: what makes that argument */     \
  V(FoldArguments, "fold") /* index: position; child 0: target; 1: combiner, given the             \
                              arguments from there on, its result is inserted there */             \
  V(AsType, "as-type")     /* child 0: target; index: 0 implicit, 1 explicit conversions */        \
  V(Spread, "spread")      /* index: position; child 0: target; word 0: how many arguments         \
                              the HostArray there holds; word 1: their FieldType */                \
  V(Gather, "gather")      /* index: position; child 0: target, given a HostArray there;           \
                              word 0: how many arguments; word 1: their FieldType */               \
  V(Varargs, "varargs")    /* child 0: target, whose last parameter gathers when invoked           \
                              generically; word 0: the FieldType of its elements */                \
  V(GuardWithTest, "guard-with-test") /* children: test, target, fallback */                       \
  V(SwitchPointGuard,                                                                              \
    "switch-point")          /* children: target, fallback; resource: SharedSwitchPoint */         \
  V(CatchException, "catch") /* children: target, handler (error, A...); index: the code           \
                                caught, 0: any */                                                  \
  V(TryFinally, "finally")   /* children: target, cleanup (error, [result,] A...) */               \
  V(CountedLoop,                                                                                   \
    "counted-loop") /* children: start, end, init or null, body ([V,] int64, A...)V */             \
  V(IteratedLoop, "iterated-loop") /* children: iterator (A...)I, has-next (I)bool, next (I)T,     \
                                  init or null, body ([V,] T, A...)V */                            \
  V(WhileLoop, "while-loop") /* children: init or null, test ([V,] A...)bool, body ([V,] A...)V */ \
  V(DoWhileLoop, "do-while-loop") /* children: init or null, body, test */                         \
  V(Loop, "loop")                 /* four children a clause: init, step, test, end; null: none */  \
  V(TableSwitch, "table-switch")  /* child 0: fallback; 1..: cases, chosen by the leading int64 */

#define KRAIT_HANDLE_KINDS(V)   \
  KRAIT_RUNTIME_HANDLE_KINDS(V) \
  KRAIT_LEAF_HANDLE_KINDS(V)    \
  KRAIT_COMBINATOR_HANDLE_KINDS(V)

namespace krait::callsite {

enum class HandleKind : uint8_t {
#define KRAIT_HANDLE(Kind, name) k##Kind,
  KRAIT_HANDLE_KINDS(KRAIT_HANDLE)
#undef KRAIT_HANDLE
};

const char* HandleKindName(HandleKind kind);

// Is it a leaf of a runtime's own sites (KRAIT_RUNTIME_HANDLE_KINDS), all of whose references are
// its `value`?
constexpr bool IsRuntimeLeaf(HandleKind kind) { return kind <= HandleKind::kNative; }

// How a host's field or array element is stored in memory. Narrow integers are int64 words, floats
// are doubles; storing truncates.
//   V(Name, C++ type, Representation)
#define KRAIT_FIELD_TYPES(V) \
  V(Int8, int8_t, Int64)     \
  V(Int16, int16_t, Int64)   \
  V(Int32, int32_t, Int64)   \
  V(Int64, int64_t, Int64)   \
  V(UInt8, uint8_t, Int64)   \
  V(UInt16, uint16_t, Int64) \
  V(UInt32, uint32_t, Int64) \
  V(UInt64, uint64_t, Int64) \
  V(Float, float, Double)    \
  V(Double, double, Double)  \
  V(Bool, bool, Bool)        \
  V(Pointer, void*, Pointer) \
  V(Value, ::krait::Value, Value)

enum class FieldType : uint8_t {
#define KRAIT_FIELD_TYPE(Name, type, representation) k##Name,
  KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
};

const char* FieldTypeName(FieldType type);

// What array handles work on, and what gathered arguments become. Owned by the host; a gathered
// array lives for the duration of the invocation that gathered it.
struct HostArray {
  void* data;
  int64_t length;
};

// FunctionFlags, the index of a function leaf.
inline constexpr int32_t kTakesContext = 1;  // InvocationContext& comes first; the leaf may fail
inline constexpr int32_t kTakesClosure = 2;  // then the closure
inline constexpr int32_t kPure = 4;          // no effects, may be evaluated once or never

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_HANDLE_KINDS_H_
