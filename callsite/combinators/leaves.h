// Handles without children. Host functions and fields: host_function.h.
#ifndef KRAIT_CALLSITE_COMBINATORS_LEAVES_H_
#define KRAIT_CALLSITE_COMBINATORS_LEAVES_H_

#include <span>

#include "absl/status/statusor.h"
#include "callsite/guarded_invocation.h"
#include "callsite/handle_resource.h"
#include "callsite/handle_table.h"
#include "callsite/typed_word.h"

namespace krait::callsite {

// A callable that a script runtime supplies: what runs functions of the script.
class ScriptInvoker : public HandleResource {
 public:
  // False: an error is pending in the context.
  virtual bool Call(InvocationContext& context, Value function, std::span<const Value> arguments,
                    Value* result) = 0;
  // What a leaf of the runtime's own sites does (handle_kinds.h), for PerformLeaf.
  virtual bool Perform(InvocationContext& context, const MethodHandle& leaf,
                       std::span<const Value> arguments, Value* result);
};

// ()T
HandleRef ConstantWord(HandleTable& table, TypedWord word);
// (T)T. T must not be void.
HandleRef Identity(HandleTable& table, Representation representation);
// ()T: None, 0, 0.0, false, null, or nothing.
HandleRef Zero(HandleTable& table, Representation representation);
// Of that type, ignores its arguments, gives the zero of its result.
HandleRef Empty(const MethodType* type, HandleTable& table);

// A function of the script, taking `arity` values.
HandleRef ScriptFunction(HandleTable& table, ScriptInvoker* invoker, Value function, int arity);

// A leaf of the runtime's own sites, of whatever kind, taking `arity` values: so it can stand in
// graphs. Compiled code calls the invoker.
absl::StatusOr<HandleRef> PerformLeaf(ScriptInvoker* invoker, const HandleRef& leaf, int arity);

// (E)R: fails. E says how the error is given: an int64 code, a value (a script's exception), or a
// pointer to a PendingError.
absl::StatusOr<HandleRef> ThrowError(HandleTable& table, Representation result,
                                     Representation error);

// (value)bool, or (value, value)bool for a pair of shapes: the guard's test.
HandleRef GuardTest(HandleTable& table, const Guard& guard);
// The guard of such a handle.
Guard GuardOf(const MethodHandle& guard_test);

// (pointer HostArray, int64)T, (pointer HostArray, int64, T)void, (pointer HostArray)int64. An
// index out of range fails.
HandleRef ArrayGetter(HandleTable& table, FieldType element);
HandleRef ArraySetter(HandleTable& table, FieldType element);
HandleRef ArrayLength(HandleTable& table);

Representation RepresentationOf(FieldType type);

}  // namespace krait::callsite

#endif  // KRAIT_CALLSITE_COMBINATORS_LEAVES_H_
