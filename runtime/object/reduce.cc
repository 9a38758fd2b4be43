// object.__reduce__, __reduce_ex__, __getstate__: what pickle and copy build on.
#include <string>
#include <vector>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/object_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/slot_names.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

Value ImportCopyreg(Isolate* iso) {
  const Value name = Value::Object(Str::Intern(iso, "copyreg"));
  const Value loaded = iso->modules()->Get(iso, name.As<Str>());
  if (loaded) return loaded;
  const Value import = iso->builtins()->Get(iso, iso->names().dunder_import);
  if (!import) return Raise(iso, ExceptionId::kImportError, "__import__ not found");
  return Call(iso, import, {name});
}

bool IsNative(Value v, NativeFn fn) {
  return (HasKind(v, ObjectKind::kMethodDescriptor) || HasKind(v, ObjectKind::kNativeFunction) ||
          HasKind(v, ObjectKind::kWrapperDescriptor)) &&
         v.As<NativeFunction>()->method->fn == fn;
}

// Layouts that keep more than attributes, and so cannot be rebuilt by __new__ alone.
bool HasHiddenState(const Type* type) {
  return type->instance_kind != ObjectKind::kObject && type->instance_kind != ObjectKind::kList &&
         type->instance_kind != ObjectKind::kDict;
}

// The attributes as a dict, None when there are none. An object in shape mode stays in it: its
// attributes are copied.
Value AttributesOf(Isolate* iso, Value self) {
  if (self.IsHeap() && AttributesWord(iso, self.AsHeap()) != nullptr &&
      !iso->shape_of(self.AsHeap())->is_dictionary) {
    const std::vector<Str*> names = OwnAttributeNames(iso, self.AsHeap());
    if (names.empty()) return Value::None();
    KRAIT_TRY(Dict*, copy, Dict::New(iso, static_cast<int64_t>(names.size())));
    for (Str* name : names) {
      KRAIT_CHECK_OK(copy->Set(iso, name, GetOwnAttribute(iso, self.AsHeap(), name)));
    }
    return Value::Object(copy);
  }
  Value dict;
  KRAIT_CHECK_OK(LookupAttr(iso, self, iso->names().dunder_dict, &dict));
  if (!dict || (HasKind(dict, ObjectKind::kDict) && dict.As<Dict>()->size == 0)) {
    return Value::None();
  }
  return dict;
}

// The attributes: None, the dictionary, or (dictionary, slots).
Value DefaultState(Isolate* iso, Value self, bool required) {
  Type* type = TypeOf(iso, self);
  if (required && HasHiddenState(type)) {
    return RaiseTypeError(iso, "cannot pickle '" + std::string(type->name->view()) + "' object");
  }
  KRAIT_TRY(Value, dict, AttributesOf(iso, self));
  KRAIT_TRY(List*, names, SlotNamesFor(iso, type));
  if (names->size == 0) return dict;
  KRAIT_TRY(Dict*, slots, Dict::New(iso));
  for (int64_t i = 0; i < names->size; ++i) {
    Value v;
    Str* name = Str::Intern(iso, names->At(i).As<Str>());
    KRAIT_CHECK_OK(LookupAttr(iso, self, name, &v));
    if (v) KRAIT_CHECK_OK(slots->Set(iso, name, v));
  }
  if (slots->size == 0) return dict;
  return Value::Object(Tuple::Of(iso, {dict, Value::Object(slots)}));
}

Value GetState(Isolate* iso, Value self, bool required) {
  KRAIT_TRY(Value, method, GetAttr(iso, self, iso->names().dunder_getstate));
  if (HasKind(method, ObjectKind::kNativeFunction) &&
      method.As<NativeFunction>()->method->fn == ObjectGetstate) {
    return DefaultState(iso, self, required);
  }
  return Call(iso, method, {});
}

// The arguments for __new__ by __getnewargs_ex__ or __getnewargs__; both Empty when there are none.
bool NewArguments(Isolate* iso, Value self, Value* args, Value* kwargs) {
  Value method;
  KRAIT_CHECK_OK(LookupAttr(iso, self, iso->names().dunder_getnewargs_ex, &method));
  if (method) {
    KRAIT_TRY(Value, pair, Call(iso, method, {}));
    if (!HasKind(pair, ObjectKind::kTuple)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "__getnewargs_ex__ should return a tuple, not '%.200s'", TypeName(iso, pair));
    }
    if (pair.As<Tuple>()->size != 2) {
      return RaiseF(iso, ExceptionId::kValueError,
                    "__getnewargs_ex__ should return a tuple of length 2, not %d",
                    static_cast<int>(pair.As<Tuple>()->size));
    }
    *args = pair.As<Tuple>()->items[0];
    *kwargs = pair.As<Tuple>()->items[1];
    if (!HasKind(*args, ObjectKind::kTuple)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not "
                    "'%.200s'",
                    TypeName(iso, *args));
    }
    if (!HasKind(*kwargs, ObjectKind::kDict)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "second item of the tuple returned by __getnewargs_ex__ must be a dict, not "
                    "'%.200s'",
                    TypeName(iso, *kwargs));
    }
    return true;
  }
  KRAIT_CHECK_OK(LookupAttr(iso, self, iso->names().dunder_getnewargs, &method));
  if (!method) return true;
  *args = Call(iso, method, {});
  if (!*args) return false;
  if (HasKind(*args, ObjectKind::kTuple)) return true;
  return RaiseF(iso, ExceptionId::kTypeError,
                "__getnewargs__ should return a tuple, not '%.200s'", TypeName(iso, *args));
}

// Protocol 2 and up: copyreg.__newobj__ with state, list items and dict items.
Value ReduceNewObject(Isolate* iso, Value self) {
  Type* type = TypeOf(iso, self);
  if (!TypeSpecial(iso, type, Special::kNew) ||
      (type->spec != nullptr && (type->type_flags & kNotCallable) != 0)) {
    return RaiseTypeError(iso, "cannot pickle '" + std::string(type->name->view()) + "' object");
  }
  Value args, kwargs;
  KRAIT_CHECK_OK(NewArguments(iso, self, &args, &kwargs));
  KRAIT_TRY(Value, copyreg, ImportCopyreg(iso));
  const bool with_keywords = kwargs && kwargs.As<Dict>()->size != 0;
  const bool has_args = static_cast<bool>(args);
  Value constructor, arguments;
  if (with_keywords) {
    constructor = GetAttr(iso, copyreg, "__newobj_ex__");
    arguments = Value::Object(Tuple::Of(iso, {Value::Object(type), args, kwargs}));
  } else {
    constructor = GetAttr(iso, copyreg, "__newobj__");
    gc::RootVector all(iso->heap());
    all.push_back(type);
    if (has_args) {
      for (Value v : args.As<Tuple>()->view()) all.push_back(v);
    }
    arguments = Value::Object(Tuple::From(iso, {all.data(), all.size()}));
  }
  if (!constructor || !arguments) return Value::Empty();
  const bool list = HasKind(self, ObjectKind::kList), dict = HasKind(self, ObjectKind::kDict);
  KRAIT_TRY(Value, state, GetState(iso, self, !has_args && !list && !dict));
  Value list_items = Value::None(), dict_items = Value::None();
  if (list) {
    list_items = Iter(iso, self);
  } else if (dict) {
    KRAIT_TRY(Value, items, CallMethod(iso, self, iso->names().items, {}));
    dict_items = Iter(iso, items);
  }
  if (!list_items || !dict_items) return Value::Empty();
  return Value::Object(Tuple::Of(iso, {constructor, arguments, state, list_items, dict_items}));
}

Value ReduceByProtocol(Isolate* iso, Value self, int64_t protocol) {
  if (protocol >= 2) return ReduceNewObject(iso, self);
  KRAIT_TRY(Value, copyreg, ImportCopyreg(iso));
  KRAIT_TRY(Value, reduce, GetAttr(iso, copyreg, "_reduce_ex"));
  return Call(iso, reduce, {self, Value::Int(protocol)});
}

}  // namespace

Value ObjectGetstate(Isolate* iso, Value* args, size_t) {
  return DefaultState(iso, args[0], false);
}

Value ObjectReduce(Isolate* iso, Value* args, size_t) { return ReduceByProtocol(iso, args[0], 0); }

Value ObjectReduceEx(Isolate* iso, Value* args, size_t) {
  int64_t protocol;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[1], &protocol));
  // An overridden __reduce__ goes before the protocols.
  const Value reduce = LookupSpecial(iso, args[0], Special::kReduce);
  if (reduce && !IsNative(reduce, ObjectReduce)) {
    return CallMethod(iso, args[0], iso->special_name(Special::kReduce), {});
  }
  return ReduceByProtocol(iso, args[0], protocol);
}

}  // namespace krait
