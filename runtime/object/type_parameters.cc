// The type variables of generic aliases: finding and replacing them.
#include <string>

#include "gc/roots.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/alias_text.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

bool Lookup(Isolate* iso, Value object, std::string_view name, Value* result) {
  return LookupAttr(iso, object, Str::Intern(iso, name), result);
}

void AddOnce(gc::RootVector& list, Value v) {
  for (Value known : list) {
    if (known == v) return;
  }
  list.push_back(v);
}

bool CollectParameters(Isolate* iso, Tuple* args, gc::RootVector& found) {
  for (int64_t i = 0; i < args->size; ++i) {
    const Value arg = args->items[i];
    if (HasKind(arg, ObjectKind::kType)) continue;
    Value hook;
    KRAIT_CHECK_OK(Lookup(iso, arg, "__typing_subst__", &hook));
    if (hook) {
      AddOnce(found, arg);
      continue;
    }
    Value inner;
    KRAIT_CHECK_OK(Lookup(iso, arg, "__parameters__", &inner));
    if (!HasKind(inner, ObjectKind::kTuple)) continue;
    for (Value v : inner.As<Tuple>()->view()) AddOnce(found, v);
  }
  return true;
}

int64_t PositionOf(Tuple* parameters, Value parameter) {
  for (int64_t i = 0; i < parameters->size; ++i) {
    if (parameters->items[i] == parameter) return i;
  }
  return -1;
}

// *tuple[...] among the items of a subscript counts as its arguments.
Value UnpackItems(Isolate* iso, Value items) {
  const Tuple* given = CastTo<Tuple>(items, ObjectKind::kTuple);
  gc::RootVector all(iso->heap());
  const int64_t count = given == nullptr ? 1 : given->size;
  for (int64_t i = 0; i < count; ++i) {
    const Value item = given == nullptr ? items : given->items[i];
    Value unpacked;
    if (!HasKind(item, ObjectKind::kType)) {
      KRAIT_CHECK_OK(Lookup(iso, item, "__typing_unpacked_tuple_args__", &unpacked));
    }
    const Tuple* inner = CastTo<Tuple>(unpacked, ObjectKind::kTuple);
    const bool variadic = inner != nullptr && inner->size > 0 &&
                          inner->items[inner->size - 1].IsEllipsis();
    if (inner == nullptr || variadic) {
      all.push_back(item);
    } else {
      for (Value v : inner->view()) all.push_back(v);
    }
  }
  return Value::Object(Tuple::From(iso, {all.data(), all.size()}));
}

// The argument `arg` of an alias with its type variables replaced.
Value SubstituteInner(Isolate* iso, Value arg, Tuple* parameters, Tuple* items) {
  Value inner;
  KRAIT_CHECK_OK(Lookup(iso, arg, "__parameters__", &inner));
  const Tuple* names = CastTo<Tuple>(inner, ObjectKind::kTuple);
  if (names == nullptr || names->size == 0) return arg;
  gc::RootVector chosen(iso->heap());
  for (int64_t i = 0; i < names->size; ++i) {
    const int64_t at = PositionOf(parameters, names->items[i]);
    if (at < 0) {
      chosen.push_back(names->items[i]);
      continue;
    }
    const Value replacement = items->items[at];
    Value iterable;
    KRAIT_CHECK_OK(Lookup(iso, names->items[i], "__iter__", &iterable));
    const bool variadic = HasKind(replacement, ObjectKind::kTuple) && iterable &&
                          !HasKind(names->items[i], ObjectKind::kType);
    if (variadic) {
      for (Value v : replacement.As<Tuple>()->view()) chosen.push_back(v);
    } else {
      chosen.push_back(replacement);
    }
  }
  KRAIT_TRY(Tuple*, key, Tuple::From(iso, {chosen.data(), chosen.size()}));
  return GetItem(iso, arg, Value::Object(key));
}

}  // namespace

bool AppendAliasPart(Isolate* iso, Value part, std::string* text) {
  if (part.IsEllipsis()) {
    *text += "...";
    return true;
  }
  if (HasKind(part, ObjectKind::kList)) {
    const auto* list = part.As<List>();
    *text += '[';
    for (int64_t i = 0; i < list->size; ++i) {
      if (i > 0) *text += ", ";
      KRAIT_CHECK_OK(AppendAliasPart(iso, list->At(i), text));
    }
    *text += ']';
    return true;
  }
  Value origin, args, qualname, module;
  KRAIT_CHECK_OK(Lookup(iso, part, "__origin__", &origin));
  if (origin) KRAIT_CHECK_OK(Lookup(iso, part, "__args__", &args));
  if (!args) {
    KRAIT_CHECK_OK(LookupAttr(iso, part, iso->names().dunder_qualname, &qualname));
    KRAIT_CHECK_OK(LookupAttr(iso, part, iso->names().dunder_module, &module));
    if (HasKind(qualname, ObjectKind::kStr) && module && !module.IsNone()) {
      if (HasKind(module, ObjectKind::kStr) && module.As<Str>()->view() != "builtins") {
        *text += std::string(module.As<Str>()->view()) + ".";
      }
      *text += qualname.As<Str>()->view();
      return true;
    }
  }
  KRAIT_TRY(Str*, shown, Repr(iso, part));
  *text += shown->view();
  return true;
}

Tuple* TypeParameters(Isolate* iso, Tuple* args) {
  gc::RootVector found(iso->heap());
  if (!CollectParameters(iso, args, found)) return nullptr;
  return Tuple::From(iso, {found.data(), found.size()});
}

Tuple* SubstituteParameters(Isolate* iso, Value alias, Tuple* args, Tuple* parameters,
                            Value items) {
  if (parameters->size == 0) {
    KRAIT_TRY(Str*, text, Repr(iso, alias));
    return RaiseTypeError(iso, std::string(text->view()) + " is not a generic class");
  }
  KRAIT_TRY(Value, item, UnpackItems(iso, items));
  for (int64_t i = 0; i < parameters->size; ++i) {
    Value prepare;
    KRAIT_CHECK_OK(
        Lookup(iso, parameters->items[i], "__typing_prepare_subst__", &prepare));
    if (!prepare || prepare.IsNone()) continue;
    KRAIT_TRY(Value, prepared, Call(iso, prepare, {alias, item}));
    KRAIT_TRY(Tuple*, as_tuple,
              HasKind(prepared, ObjectKind::kTuple) ? prepared.As<Tuple>()
                                                    : Tuple::Of(iso, {prepared}));
    item = Value::Object(as_tuple);
  }
  auto* given = item.As<Tuple>();
  if (given->size != parameters->size) {
    KRAIT_TRY(Str*, text, Repr(iso, alias));
    return RaiseTypeError(iso, std::string("Too ") +
                                   (given->size > parameters->size ? "many" : "few") +
                                   " arguments for " + std::string(text->view()) + "; actual " +
                                   std::to_string(given->size) + ", expected " +
                                   std::to_string(parameters->size));
  }
  gc::RootVector result(iso->heap());
  for (int64_t i = 0; i < args->size; ++i) {
    const Value arg = args->items[i];
    if (HasKind(arg, ObjectKind::kType)) {
      result.push_back(arg);
      continue;
    }
    Value unpack;
    KRAIT_CHECK_OK(Lookup(iso, arg, "__typing_is_unpacked_typevartuple__", &unpack));
    bool unpacked = false;
    if (unpack) KRAIT_CHECK_OK(Truth(iso, unpack, &unpacked));
    Value hook, replaced;
    KRAIT_CHECK_OK(Lookup(iso, arg, "__typing_subst__", &hook));
    const int64_t at = hook ? PositionOf(parameters, arg) : -1;
    replaced = at >= 0 ? Call(iso, hook, {given->items[at]})
                       : SubstituteInner(iso, arg, parameters, given);
    if (!replaced) return nullptr;
    if (unpacked && HasKind(replaced, ObjectKind::kTuple)) {
      for (Value v : replaced.As<Tuple>()->view()) result.push_back(v);
    } else {
      result.push_back(replaced);
    }
  }
  return Tuple::From(iso, {result.data(), result.size()});
}

}  // namespace krait
