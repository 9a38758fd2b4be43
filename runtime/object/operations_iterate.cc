// Iteration over any value.
#include "runtime/collection/dict.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/generator.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"

namespace krait {

Value Iter(Isolate* iso, Value iterable) {
  if (iterable.IsHeap() && iterable.AsHeap()->shape < 256) {
    const Value iterator = BuiltinIter(iso, iterable);
    if (iterator || iso->HasPending()) return iterator;
  }
  const Value method = LookupSpecial(iso, iterable, Special::kIter);
  if (method && !method.IsNone()) {
    KRAIT_TRY(Value, iterator, CallResolved(iso, method, iterable));
    if (LookupSpecial(iso, iterator, Special::kNext)) return iterator;
    return RaiseF(iso, ExceptionId::kTypeError, "iter() returned non-iterator of type '%.100s'",
                  TypeName(iso, iterator));
  }
  if (!method && !HasKind(iterable, ObjectKind::kDict)) {
    const Value item_method = LookupSpecial(iso, iterable, Special::kGetitem);
    if (item_method && !item_method.IsNone()) {
      return Value::Object(SequenceIterator::New(iso, iterable));
    }
  }
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not iterable",
                TypeName(iso, iterable));
}

namespace {

// The value that a generator returns is of no interest to Next(): no StopIteration is made for it.
Value NextOfGenerator(Isolate* iso, Generator* generator) {
  Value v;
  return GeneratorSend(iso, generator, Value::None(), &v) == SendResult::kYielded ? v
                                                                                  : Value::Empty();
}

// The exhaustible __next__ of an exact built-in iterator, or null: the general way.
const NativeFunction* BuiltinNext(Isolate* iso, Value iterator) {
  if (!iterator.IsHeap() || iterator.AsHeap()->shape >= 256) return nullptr;
  Type* type = iso->type(static_cast<ObjectKind>(iterator.AsHeap()->shape));
  const Value method = TypeSpecial(iso, type, Special::kNext);
  if (!HasKind(method, ObjectKind::kWrapperDescriptor)) return nullptr;
  const auto* native = method.As<NativeFunction>();
  return (native->method->flags & kExhaustible) != 0 ? native : nullptr;
}

Value NextOfNative(Isolate* iso, const NativeFunction* native, Value iterator) {
  if (!iso->CheckStack()) return Value::Empty();
  Value args[] = {iterator};
  const Value v = native->method->fn(iso, args, 1);
  if (!v && iso->HasPending()) ClearPendingIf(iso, ExceptionId::kStopIteration);
  return v;
}

}  // namespace

Value Next(Isolate* iso, Value iterator) {
  if (!iso->Poll()) return Value::Empty();
  if (IsExact(iterator, ObjectKind::kGenerator)) {
    return NextOfGenerator(iso, iterator.As<Generator>());
  }
  if (const NativeFunction* native = BuiltinNext(iso, iterator)) {
    return NextOfNative(iso, native, iterator);
  }
  const Value method = LookupSpecial(iso, iterator, Special::kNext);
  if (!method || method.IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not an iterator",
                  TypeName(iso, iterator));
  }
  if (HasKind(method, ObjectKind::kWrapperDescriptor)) {
    const auto* native = method.As<NativeFunction>();
    if ((native->method->flags & kExhaustible) != 0 && ReceiverFits(iso, native, iterator)) {
      return NextOfNative(iso, native, iterator);
    }
  }
  const Value v = CallResolved(iso, method, iterator);
  if (!v) ClearPendingIf(iso, ExceptionId::kStopIteration);
  return v;
}

List* ListFromIterable(Isolate* iso, Value iterable) {
  if (IsExact(iterable, ObjectKind::kList)) return List::From(iso, iterable.As<List>()->view());
  if (IsExact(iterable, ObjectKind::kTuple)) return List::From(iso, iterable.As<Tuple>()->view());
  KRAIT_TRY(Value, iterator, Iter(iso, iterable));
  int64_t hint = 0;
  if (!IsExact(iterable, ObjectKind::kGenerator)) {
    KRAIT_CHECK_OK(LengthHint(iso, iterable, 0, &hint));
  }
  KRAIT_TRY(List*, list, List::New(iso, hint));
  while (Value item = Next(iso, iterator)) {
    KRAIT_CHECK_OK(AppendFast(iso, list, item));
  }
  if (iso->HasPending()) return nullptr;
  return list;
}

Tuple* TupleFromIterable(Isolate* iso, Value iterable) {
  if (IsExact(iterable, ObjectKind::kTuple)) return iterable.As<Tuple>();
  if (IsExact(iterable, ObjectKind::kList)) return Tuple::From(iso, iterable.As<List>()->view());
  KRAIT_TRY(List*, list, ListFromIterable(iso, iterable));
  return Tuple::From(iso, list->view());
}

}  // namespace krait
