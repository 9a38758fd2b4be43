// Items, lengths and membership of any container.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list-inl.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/number/int.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/operations.h"
#include "runtime/object/special_call.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// C[key] for a class: __class_getitem__.
Value GetClassItem(Isolate* iso, Value cls, Value key) {
  if (cls == Value::Object(iso->type(ObjectKind::kType))) {
    return NewGenericAlias(iso, cls, key);
  }
  Value hook;
  KRAIT_CHECK_OK(LookupAttr(iso, cls, iso->special_name(Special::kClassGetitem), &hook));
  if (hook && !hook.IsNone()) return Call(iso, hook, {key});
  return RaiseF(iso, ExceptionId::kTypeError, "type '%.200s' is not subscriptable",
                TypeFullName(cls.As<Type>()));
}

// The position in a list or tuple of this many items; -1: out of range or no small int.
inline int64_t FastPosition(Value key, int64_t size) {
  if (!key.IsInt()) return -1;
  int64_t i = key.AsInt();
  if (i < 0) i += size;
  return i >= 0 && i < size ? i : -1;
}

bool SearchByIteration(Isolate* iso, Value container, Value item, bool* result) {
  Value iterator;
  if (!(iterator = Iter(iso, container))) {
    if (PendingIs(iso, ExceptionId::kTypeError)) {
      iso->set_pending(Value::Empty());
      return RaiseF(iso, ExceptionId::kTypeError, "argument of type '%.200s' is not iterable",
                    TypeName(iso, container));
    }
    return false;
  }
  *result = false;
  while (Value candidate = Next(iso, iterator)) {
    KRAIT_CHECK_OK(Equal(iso, candidate, item, result));
    if (*result) return true;
  }
  return !iso->HasPending();
}

}  // namespace

bool Length(Isolate* iso, Value v, int64_t* result) {
  if (v.IsHeap() && v.AsHeap()->shape < 256) {
    switch (static_cast<ObjectKind>(v.AsHeap()->kind)) {
      case ObjectKind::kList:
        *result = v.As<List>()->size;
        return true;
      case ObjectKind::kTuple:
        *result = v.As<Tuple>()->size;
        return true;
      case ObjectKind::kStr:
        *result = v.As<Str>()->length;
        return true;
      case ObjectKind::kDict:
        *result = v.As<Dict>()->size;
        return true;
      default:
        break;
    }
  }
  const Value method = LookupSpecial(iso, v, Special::kLen);
  if (!method || method.IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError, "object of type '%.200s' has no len()",
                  TypeName(iso, v));
  }
  KRAIT_TRY(Value, length, CallResolved(iso, method, v));
  return LengthFromResult(iso, length, result);
}

bool LengthFromResult(Isolate* iso, Value result, int64_t* length) {
  KRAIT_TRY(Value, index, Index(iso, result));
  if (IntSign(index) < 0) return RaiseValueError(iso, "__len__() should return >= 0");
  return IndexToInt64(iso, index, length);
}

bool LengthHint(Isolate* iso, Value v, int64_t fallback, int64_t* result) {
  *result = fallback;
  if (LookupSpecial(iso, v, Special::kLen)) {
    if (Length(iso, v, result)) return true;
    if (!ClearPendingIf(iso, ExceptionId::kTypeError)) return false;
    *result = fallback;
  }
  const Value method = LookupSpecial(iso, v, Special::kLengthHint);
  if (!method) return true;
  const Value hint = CallResolved(iso, method, v);
  if (!hint) return ClearPendingIf(iso, ExceptionId::kTypeError);
  if (hint.IsNotImplemented()) return true;
  if (!IsIntLike(hint)) {
    return RaiseF(iso, ExceptionId::kTypeError, "__length_hint__ must be an integer, not %.100s",
                  TypeName(iso, hint));
  }
  if (IntSign(hint) < 0) return RaiseValueError(iso, "__length_hint__() should return >= 0");
  return IndexToInt64(iso, hint, result);
}

Value GetItem(Isolate* iso, Value container, Value key) {
  if (IsExact(container, ObjectKind::kList)) {
    auto* list = container.As<List>();
    const int64_t i = FastPosition(key, list->size);
    if (i >= 0) return list->At(i);
    if (IsExact(key, ObjectKind::kSlice)) return ListGetItem(iso, list, key);
  } else if (IsExact(container, ObjectKind::kTuple)) {
    const auto* tuple = container.As<Tuple>();
    const int64_t i = FastPosition(key, tuple->size);
    if (i >= 0) return tuple->items[i];
  } else if (IsExact(container, ObjectKind::kDict)) {
    Value result;
    KRAIT_CHECK_OK(container.As<Dict>()->Lookup(iso, key, &result));
    if (result) return result;
    return RaiseWith(iso, ExceptionId::kKeyError, key);
  }
  const Value method = LookupSpecial(iso, container, Special::kGetitem);
  if (method) return CallResolved(iso, method, container, key);
  if (HasKind(container, ObjectKind::kType)) return GetClassItem(iso, container, key);
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not subscriptable",
                TypeName(iso, container));
}

bool SetItem(Isolate* iso, Value container, Value key, Value value) {
  if (IsExact(container, ObjectKind::kList)) {
    auto* list = container.As<List>();
    const int64_t i = FastPosition(key, list->size);
    if (i >= 0) {
      SetFast(iso, list, i, value);
      return true;
    }
    if (IsExact(key, ObjectKind::kSlice)) return ListSetItem(iso, list, key, value);
  } else if (IsExact(container, ObjectKind::kDict)) {
    return container.As<Dict>()->SetItem(iso, key, value);
  }
  const Value method = LookupSpecial(iso, container, Special::kSetitem);
  if (method) {
    return static_cast<bool>(CallResolved(iso, method, container, key, value));
  }
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object does not support item assignment",
                TypeName(iso, container));
}

bool DelItem(Isolate* iso, Value container, Value key) {
  const Value method = LookupSpecial(iso, container, Special::kDelitem);
  if (method) {
    return static_cast<bool>(CallResolved(iso, method, container, key));
  }
  // CPython's sequences say it in other words than everything else.
  const bool sequence = TypeOf(iso, container)->IsScriptClass() ||
                        LookupSpecial(iso, container, Special::kLen) ||
                        LookupSpecial(iso, container, Special::kGetitem);
  const bool by_index = IsIntLike(key) || LookupSpecial(iso, key, Special::kIndex);
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object %s support item deletion",
                TypeName(iso, container), sequence && by_index ? "doesn't" : "does not");
}

bool Contains(Isolate* iso, Value container, Value item, bool* result) {
  const Value method = LookupSpecial(iso, container, Special::kContains);
  if (method.IsNone()) {
    return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not a container",
                  TypeName(iso, container));
  }
  if (!method) return SearchByIteration(iso, container, item, result);
  KRAIT_TRY(Value, answer, CallResolved(iso, method, container, item));
  return Truth(iso, answer, result);
}

}  // namespace krait
