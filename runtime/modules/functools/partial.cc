// functools.partial.
#include <algorithm>

#include "runtime/collection/dict.h"
#include "runtime/collection/sequence.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/modules/functools/functools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::functools {

namespace {

struct Partial : NativeInstance {
  Value function;
  Tuple* arguments;
  Dict* keywords;
};

constexpr NativeLayout kLayout =
    LayoutOf<Partial, &Partial::function, &Partial::arguments, &Partial::keywords>("partial");

Partial* Self(Value v) { return v.As<Partial>(); }

Tuple* Joined(Isolate* iso, const Tuple* a, std::span<const Value> b) {
  KRAIT_TRY(Tuple*, result, Tuple::New(iso, a->size + static_cast<int64_t>(b.size())));
  std::copy_n(a->items, a->size, result->items);
  std::copy(b.begin(), b.end(), result->items + a->size);
  return result;
}

Value PartialNew(Isolate* iso, Value* args, size_t) {
  Tuple* given = args[1].As<Tuple>();
  Dict* keywords = args[2].As<Dict>();
  if (given->size == 0) {
    return RaiseTypeError(iso, "type 'partial' takes at least one argument");
  }
  Value function = given->items[0];
  if (!IsCallable(iso, function)) {
    return RaiseTypeError(iso, "the first argument must be callable");
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::From(iso, given->view().subspan(1)));
  // A partial of a partial is one partial, unless the inner one has attributes of its own.
  if (TypeOf(iso, function) == iso->native_type(&kPartialSpec) &&
      args[0] == Value::Object(iso->native_type(&kPartialSpec))) {
    Value attributes;
    KRAIT_CHECK_OK(LookupAttr(iso, function, iso->names().dunder_dict, &attributes));
    const Dict* own = CastTo<Dict>(attributes, ObjectKind::kDict);
    if (own == nullptr || own->size == 0) {
      const Partial* inner = Self(function);
      arguments = Joined(iso, inner->arguments, arguments->view());
      if (arguments == nullptr) return Value();
      KRAIT_TRY(Dict*, merged, inner->keywords->Copy(iso));
      KRAIT_CHECK_OK(merged->Merge(iso, keywords));
      keywords = merged;
      function = inner->function;
    }
  }
  KRAIT_TRY(Partial*, self, NewInstance<Partial>(iso, args[0].As<Type>()));
  self->function = function;
  self->arguments = arguments;
  self->keywords = keywords;
  return Value::Object(self);
}

// The arguments of a call, behind those that are bound.
bool Complete(Isolate* iso, const Partial* self, Tuple** arguments, Dict** keywords) {
  if (self->arguments->size > 0) {
    *arguments = Joined(iso, self->arguments, (*arguments)->view());
    if (*arguments == nullptr) return false;
  }
  if (self->keywords->size == 0) return true;
  KRAIT_TRY(Dict*, merged, self->keywords->Copy(iso));
  KRAIT_CHECK_OK(merged->Merge(iso, *keywords));
  *keywords = merged;
  return true;
}

Value PartialCall(Isolate* iso, Value* args, size_t) {
  const Partial* self = Self(args[0]);
  auto* arguments = args[1].As<Tuple>();
  auto* keywords = args[2].As<Dict>();
  KRAIT_CHECK_OK(Complete(iso, self, &arguments, &keywords));
  if (keywords->size == 0) return Call(iso, self->function, arguments->view());
  return CallWithDict(iso, self->function, arguments->view(), keywords);
}

Value PartialCallInLoop(Isolate* iso, Value* args, size_t count) {
  const Partial* self = Self(args[0]);
  if (!EntersScript(iso, self->function)) return PartialCall(iso, args, count);
  auto* arguments = args[1].As<Tuple>();
  auto* keywords = args[2].As<Dict>();
  KRAIT_CHECK_OK(Complete(iso, self, &arguments, &keywords));
  return EnterSelfHosted(iso, SelfHosted::kApply,
                         {self->function, Value::Object(arguments), Value::Object(keywords)});
}

bool AppendParts(Isolate* iso, const Partial* self, StrBuilder& out) {
  if (!out.AppendRepr(self->function)) return false;
  for (Value argument : self->arguments->view()) {
    out.AppendAscii(", ");
    if (!out.AppendRepr(argument)) return false;
  }
  int64_t position = 0;
  Value key, value;
  while (self->keywords->NextEntry(&position, &key, &value)) {
    out.AppendAscii(", ");
    if (!out.AppendStr(key)) return false;
    out.AppendChar('=');
    if (!out.AppendRepr(value)) return false;
  }
  return true;
}

Value PartialRepr(Isolate* iso, Value* args, size_t) {
  if (!ReprEnter(iso, args[0])) {
    return iso->HasPending() ? Value() : Value::Object(Str::NewAscii(iso, "..."));
  }
  StrBuilder out(iso);
  if (TypeOf(iso, args[0]) == iso->native_type(&kPartialSpec)) out.AppendAscii("functools.");
  out.Append(TypeOf(iso, args[0])->name);
  out.AppendChar('(');
  const bool ok = AppendParts(iso, Self(args[0]), out);
  ReprLeave(iso, args[0]);
  if (!ok) return Value();
  out.AppendChar(')');
  return Value::Object(out.Finish());
}

Value PartialReduce(Isolate* iso, Value* args, size_t) {
  const Partial* self = Self(args[0]);
  Value attributes;
  KRAIT_CHECK_OK(LookupAttr(iso, args[0], iso->names().dunder_dict, &attributes));
  KRAIT_TRY(Tuple*, arguments, Tuple::Of(iso, {self->function}));
  KRAIT_TRY(Tuple*, state,
            Tuple::Of(iso, {self->function, Value::Object(self->arguments),
                            Value::Object(self->keywords),
                            attributes ? attributes : Value::None()}));
  return Value::Object(Tuple::Of(iso, {Value::Object(TypeOf(iso, args[0])),
                                       Value::Object(arguments), Value::Object(state)}));
}

Value PartialSetState(Isolate* iso, Value* args, size_t) {
  const Tuple* state = CastTo<Tuple>(args[1], ObjectKind::kTuple);
  if (state == nullptr || state->size != 4 || !IsCallable(iso, state->items[0]) ||
      !HasKind(state->items[1], ObjectKind::kTuple) ||
      !(state->items[2].IsNone() || HasKind(state->items[2], ObjectKind::kDict))) {
    return RaiseTypeError(iso, "invalid partial state");
  }
  KRAIT_TRY(Tuple*, arguments, Tuple::From(iso, state->items[1].As<Tuple>()->view()));
  Dict* keywords = state->items[2].IsNone() ? Dict::New(iso) : state->items[2].As<Dict>()->Copy(iso);
  if (keywords == nullptr) return Value();
  Partial* self = Self(args[0]);
  self->function = state->items[0];
  self->arguments = arguments;
  self->keywords = keywords;
  iso->Barrier(self);
  if (!state->items[3].IsNone()) {
    KRAIT_CHECK_OK(SetAttr(iso, args[0], iso->names().dunder_dict, state->items[3]));
  }
  return Value::None();
}

constexpr NativeMethod kMethods[] = {
    {"__new__", PartialNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__call__", PartialCall, "($self, /, *args, **kwargs)", 0, nullptr, PartialCallInLoop},
    {"__repr__", PartialRepr, "($self, /)"},
    {"__reduce__", PartialReduce, "($self, /)"},
    {"__setstate__", PartialSetState, "($self, state, /)"},
    {"__class_getitem__", MakeGenericAlias, "($cls, item, /)", kClassMethod},
};

constexpr NativeProperty kProperties[] = {
    {"func", [](Isolate*, Value self) { return Self(self)->function; }, nullptr,
     "function object to use in future partial calls"},
    {"args", [](Isolate*, Value self) { return Value::Object(Self(self)->arguments); }, nullptr,
     "tuple of arguments to future partial calls"},
    {"keywords", [](Isolate*, Value self) { return Value::Object(Self(self)->keywords); },
     nullptr, "dictionary of keyword arguments to future partial calls"},
};

}  // namespace

const TypeSpec kPartialSpec = {
    .name = "functools.partial",
    .module = "functools",
    .methods = kMethods,
    .properties = kProperties,
    .flags = kSubclassable | kHasDict | kImmutable,
    .doc = "partial(func, *args, **keywords) - new function with partial application of the "
           "given arguments and keywords.",
    .layout = &kLayout,
};

}  // namespace krait::functools
