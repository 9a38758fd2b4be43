#include "callsite/combinators/leaves.h"

#include "callsite/combinators/checks.h"
#include "callsite/host_function.h"
#include "callsite/invocation_context.h"

namespace krait::callsite {

namespace {

using enum Representation;

HandleRef LeafOf(HandleTable& table, HandleKind kind, Representation result,
                 std::initializer_list<Parameter> parameters, int32_t index,
                 std::initializer_list<uint64_t> words) {
  return table.Intern({.kind = kind,
                       .type = table.types().Get(result, parameters),
                       .index = index,
                       .words = {words.begin(), words.size()}});
}

}  // namespace

HandleRef internal::InternFunction(HandleTable& table, const FunctionLeaf& leaf,
                                   std::span<const Parameter> parameters) {
  const uint64_t words[] = {
      reinterpret_cast<uint64_t>(leaf.entry), reinterpret_cast<uint64_t>(leaf.trampoline),
      reinterpret_cast<uint64_t>(leaf.name), reinterpret_cast<uint64_t>(leaf.closure)};
  return table.Intern({.kind = HandleKind::kFunction,
                       .type = table.types().Get(leaf.result, parameters),
                       .index = leaf.flags,
                       .resource = leaf.owner,
                       .words = words});
}

Representation RepresentationOf(FieldType type) {
  static constexpr Representation kRepresentations[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) Representation::k##representation,
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  return kRepresentations[static_cast<int>(type)];
}

HandleRef FieldGetterAt(HandleTable& table, size_t offset, FieldType type) {
  return LeafOf(table, HandleKind::kGetField, RepresentationOf(type), {kPointer},
                static_cast<int32_t>(offset), {static_cast<uint64_t>(type)});
}

HandleRef FieldSetterAt(HandleTable& table, size_t offset, FieldType type) {
  return LeafOf(table, HandleKind::kSetField, kVoid, {kPointer, RepresentationOf(type)},
                static_cast<int32_t>(offset), {static_cast<uint64_t>(type)});
}

HandleRef ConstantWord(HandleTable& table, TypedWord word) {
  if (word.representation == kValue) return table.Constant(Value::FromBits(word.bits));
  return LeafOf(table, HandleKind::kWord, word.representation, {}, 0, {word.bits});
}

HandleRef Identity(HandleTable& table, Representation representation) {
  return LeafOf(table, HandleKind::kIdentity, representation, {representation}, 0, {});
}

HandleRef Zero(HandleTable& table, Representation representation) {
  if (representation == kVoid) return Empty(table.types().Get(kVoid, {}), table);
  return ConstantWord(
      table, {representation, representation == kValue ? Value::None().bits() : uint64_t{0}});
}

HandleRef Empty(const MethodType* type, HandleTable& table) {
  return table.Intern({.kind = HandleKind::kEmpty, .type = type});
}

HandleRef ScriptFunction(HandleTable& table, ScriptInvoker* invoker, Value function, int arity) {
  return table.Intern({.kind = HandleKind::kScriptFunction,
                       .type = table.types().Generic(arity),
                       .value = function,
                       .resource = invoker});
}

bool ScriptInvoker::Perform(InvocationContext& context, const MethodHandle& leaf,
                            std::span<const Value>, Value*) {
  return context.Fail(absl::UnimplementedError("nobody performs '" + leaf.ToString() + "'"));
}

absl::StatusOr<HandleRef> PerformLeaf(ScriptInvoker* invoker, const HandleRef& leaf, int arity) {
  if (!leaf) return Refuse("perform", "the leaf is null");
  if (!IsRuntimeLeaf(leaf->kind())) {
    return Refuse("perform", std::string(HandleKindName(leaf->kind())) +
                                 " is no leaf of a runtime's own sites");
  }
  const MethodHandle* children[] = {leaf.get()};
  return Build("perform",
               {.kind = HandleKind::kPerform,
                .type = leaf->table().types().Generic(arity),
                .resource = invoker,
                .children = children},
               leaf->table());
}

absl::StatusOr<HandleRef> ThrowError(HandleTable& table, Representation result,
                                     Representation error) {
  if (error != kInt64 && error != kValue && error != kPointer) {
    return Refuse("throw", std::string("an error is no ") + RepresentationName(error) +
                               " (argument 0); it is int64, value or pointer");
  }
  return LeafOf(table, HandleKind::kThrow, result, {error}, 0, {});
}

HandleRef GuardTest(HandleTable& table, const Guard& guard) {
  const uint64_t shapes = uint64_t{guard.shape} | uint64_t{guard.second} << 32;
  const bool pair = guard.kind == Guard::Kind::kShapePair;
  return table.Intern({.kind = HandleKind::kGuardTest,
                       .type = pair ? table.types().Get(kBool, {kValue, kValue})
                                    : table.types().Get(kBool, {kValue}),
                       .index = static_cast<int32_t>(guard.kind),
                       .value = guard.object,
                       .words = {&shapes, 1}});
}

Guard GuardOf(const MethodHandle& guard_test) {
  return {static_cast<Guard::Kind>(guard_test.index()), static_cast<ShapeId>(guard_test.word(0)),
          static_cast<ShapeId>(guard_test.word(0) >> 32), guard_test.value()};
}

HandleRef ArrayGetter(HandleTable& table, FieldType element) {
  return LeafOf(table, HandleKind::kGetElement, RepresentationOf(element), {kPointer, kInt64}, 0,
                {static_cast<uint64_t>(element)});
}

HandleRef ArraySetter(HandleTable& table, FieldType element) {
  return LeafOf(table, HandleKind::kSetElement, kVoid,
                {kPointer, kInt64, RepresentationOf(element)}, 0, {static_cast<uint64_t>(element)});
}

HandleRef ArrayLength(HandleTable& table) {
  return LeafOf(table, HandleKind::kArrayLength, kInt64, {kPointer}, 0, {});
}

}  // namespace krait::callsite
