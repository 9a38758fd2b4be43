#include "callsite/combinators/leaves.h"

#include <bit>
#include <cstring>
#include <string>

#include "callsite/evaluator/cases.h"
#include "callsite/host_function.h"
#include "callsite/property_cell.h"
#include "callsite/site.h"
#include "callsite/word_conversion.h"
#include "gc/heap.h"

namespace krait::callsite {

namespace {

Value* SlotOf(const MethodHandle& handle, uint64_t receiver) {
  HeapObject* object = Value::FromBits(receiver).AsHeap();
  return reinterpret_cast<Value*>(object + 1) + handle.index();
}

bool NullPointer(InvocationContext& context, const MethodHandle& handle) {
  return context.Fail(
      absl::InvalidArgumentError(handle.ToString() + " was given a null pointer (argument 0)"));
}

// The address of an element; null: an error is pending.
char* ElementOf(const MethodHandle& handle, InvocationContext& context, const uint64_t* arguments) {
  static constexpr uint8_t kSizes[] = {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) sizeof(cpp),
      KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  };
  const auto* array = reinterpret_cast<const HostArray*>(arguments[0]);
  if (array == nullptr) {
    NullPointer(context, handle);
    return nullptr;
  }
  const auto index = static_cast<int64_t>(arguments[1]);
  if (index < 0 || index >= array->length) {
    context.Fail(absl::OutOfRangeError("index " + std::to_string(index) +
                                       " is not in an array of " + std::to_string(array->length)));
    return nullptr;
  }
  return static_cast<char*>(array->data) + index * kSizes[handle.word(0)];
}

std::span<const Value> ValuesOf(const MethodHandle& handle, const uint64_t* arguments) {
  static_assert(sizeof(Value) == sizeof(uint64_t));
  return {reinterpret_cast<const Value*>(arguments), static_cast<size_t>(handle.type()->arity())};
}

template <typename T>
uint64_t LoadAs(const void* address) {
  T v;
  std::memcpy(&v, address, sizeof v);
  return WordTraits<T>::ToWord(v);
}

template <typename T>
void StoreAs(void* address, uint64_t word) {
  const T v = WordTraits<T>::FromWord(word);
  std::memcpy(address, &v, sizeof v);
}

}  // namespace

uint64_t LoadField(const void* address, FieldType type) {
  switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return LoadAs<cpp>(address);
    KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  }
  return 0;
}

void StoreField(void* address, FieldType type, uint64_t word) {
  switch (type) {
#define KRAIT_FIELD_TYPE(Name, cpp, representation) \
  case FieldType::k##Name:                          \
    return StoreAs<cpp>(address, word);
    KRAIT_FIELD_TYPES(KRAIT_FIELD_TYPE)
#undef KRAIT_FIELD_TYPE
  }
}

bool EvaluateConstant(const MethodHandle& handle, InvocationContext&, const uint64_t*,
                      uint64_t* result) {
  *result = handle.value().bits();
  return true;
}

bool EvaluateGetSlot(const MethodHandle& handle, InvocationContext&, const uint64_t* arguments,
                     uint64_t* result) {
  *result = SlotOf(handle, arguments[0])->bits();
  return true;
}

bool EvaluateSetSlot(const MethodHandle& handle, InvocationContext& context,
                     const uint64_t* arguments, uint64_t*) {
  const Value value = Value::FromBits(arguments[1]);
  *SlotOf(handle, arguments[0]) = value;
  if (context.heap() != nullptr) {
    context.heap()->BarrierFor(Value::FromBits(arguments[0]).AsHeap(), value);
  }
  return true;
}

bool EvaluateGetCell(const MethodHandle& handle, InvocationContext& context, const uint64_t*,
                     uint64_t* result) {
  const Value value = handle.value().As<PropertyCell>()->value;
  if (value.IsEmpty()) return context.Fail(absl::NotFoundError("the cell is empty"));
  *result = value.bits();
  return true;
}

bool EvaluateSetCell(const MethodHandle& handle, InvocationContext& context,
                     const uint64_t* arguments, uint64_t*) {
  if (context.heap() == nullptr) {
    return context.Fail(absl::FailedPreconditionError("cells need a heap"));
  }
  handle.value().As<PropertyCell>()->Store(*context.heap(), Value::FromBits(arguments[0]));
  return true;
}

bool EvaluateWord(const MethodHandle& handle, InvocationContext&, const uint64_t*,
                  uint64_t* result) {
  *result = handle.word(0);
  return true;
}

bool EvaluateIdentity(const MethodHandle&, InvocationContext&, const uint64_t* arguments,
                      uint64_t* result) {
  *result = arguments[0];
  return true;
}

bool EvaluateEmpty(const MethodHandle& handle, InvocationContext&, const uint64_t*,
                   uint64_t* result) {
  const Representation r = handle.type()->result();
  if (r != Representation::kVoid) *result = ZeroWord(r);
  return true;
}

bool EvaluateFunction(const MethodHandle& handle, InvocationContext& context,
                      const uint64_t* arguments, uint64_t* result) {
  return reinterpret_cast<internal::Trampoline>(handle.word(1))(handle, context, arguments, result);
}

bool EvaluateGetField(const MethodHandle& handle, InvocationContext& context,
                      const uint64_t* arguments, uint64_t* result) {
  if (arguments[0] == 0) return NullPointer(context, handle);
  *result = LoadField(reinterpret_cast<const char*>(arguments[0]) + handle.index(),
                      static_cast<FieldType>(handle.word(0)));
  return true;
}

bool EvaluateSetField(const MethodHandle& handle, InvocationContext& context,
                      const uint64_t* arguments, uint64_t*) {
  if (arguments[0] == 0) return NullPointer(context, handle);
  StoreField(reinterpret_cast<char*>(arguments[0]) + handle.index(),
             static_cast<FieldType>(handle.word(0)), arguments[1]);
  return true;
}

bool EvaluateGetElement(const MethodHandle& handle, InvocationContext& context,
                        const uint64_t* arguments, uint64_t* result) {
  const char* element = ElementOf(handle, context, arguments);
  if (element == nullptr) return false;
  *result = LoadField(element, static_cast<FieldType>(handle.word(0)));
  return true;
}

bool EvaluateSetElement(const MethodHandle& handle, InvocationContext& context,
                        const uint64_t* arguments, uint64_t*) {
  char* element = ElementOf(handle, context, arguments);
  if (element == nullptr) return false;
  StoreField(element, static_cast<FieldType>(handle.word(0)), arguments[2]);
  return true;
}

bool EvaluateArrayLength(const MethodHandle& handle, InvocationContext& context,
                         const uint64_t* arguments, uint64_t* result) {
  if (arguments[0] == 0) return NullPointer(context, handle);
  *result = static_cast<uint64_t>(reinterpret_cast<const HostArray*>(arguments[0])->length);
  return true;
}

bool EvaluateScriptFunction(const MethodHandle& handle, InvocationContext& context,
                            const uint64_t* arguments, uint64_t* result) {
  Value value;
  if (!static_cast<ScriptInvoker*>(handle.resource())
           ->Call(context, handle.value(), ValuesOf(handle, arguments), &value)) {
    return false;
  }
  *result = value.bits();
  return true;
}

bool EvaluatePerform(const MethodHandle& handle, InvocationContext& context,
                     const uint64_t* arguments, uint64_t* result) {
  Value value;
  if (!static_cast<ScriptInvoker*>(handle.resource())
           ->Perform(context, *handle.child(0), ValuesOf(handle, arguments), &value)) {
    return false;
  }
  *result = value.bits();
  return true;
}

bool EvaluateGuardTest(const MethodHandle& handle, InvocationContext&, const uint64_t* arguments,
                       uint64_t* result) {
  const Value second = handle.type()->arity() > 1 ? Value::FromBits(arguments[1]) : Value();
  *result = GuardOf(handle).Matches(Value::FromBits(arguments[0]), second) ? 1 : 0;
  return true;
}

bool EvaluateThrow(const MethodHandle& handle, InvocationContext& context,
                   const uint64_t* arguments, uint64_t*) {
  constexpr auto kUnknown = static_cast<int64_t>(absl::StatusCode::kUnknown);
  switch (handle.type()->at(0)) {
    case Representation::kInt64: {
      const auto code = static_cast<int64_t>(arguments[0]);
      return context.Fail(code == 0 ? kUnknown : code, "error " + std::to_string(code));
    }
    case Representation::kValue:
      return context.Fail(kUnknown, "an exception of the script", Value::FromBits(arguments[0]));
    default: {
      const auto* error = reinterpret_cast<const PendingError*>(arguments[0]);
      if (error == nullptr) return NullPointer(context, handle);
      return context.Fail(*error);
    }
  }
}

bool EvaluateInvokeSite(const MethodHandle& handle, InvocationContext& context,
                        const uint64_t* arguments, uint64_t* result) {
  return InvokeSiteSlow(&context, &handle, arguments, result);
}

}  // namespace krait::callsite
