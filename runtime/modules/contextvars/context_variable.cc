// contextvars.ContextVar and contextvars.Token.
#include <cinttypes>
#include <cstdio>
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/contextvars/contextvars.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/generic_alias.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"

namespace krait::contextvars {

namespace {

constexpr NativeLayout kVariableLayout =
    LayoutOf<Variable, &Variable::name, &Variable::fallback>("ContextVar");
constexpr NativeLayout kTokenLayout =
    LayoutOf<Token, &Token::context, &Token::variable, &Token::old_value>("Token");

Variable* SelfVariable(Value v) { return v.As<Variable>(); }
Token* SelfToken(Value v) { return v.As<Token>(); }

void AppendAddress(StrBuilder& out, Value v) {
  char text[32];
  std::snprintf(text, sizeof text, " at 0x%" PRIxPTR ">", reinterpret_cast<uintptr_t>(v.AsHeap()));
  out.AppendAscii(text);
}

// ContextVar(name, *, default)
Value VariableNew(Isolate* iso, Value* args, size_t) {
  const Tuple* given = args[1].As<Tuple>();
  if (given->size != 1) {
    return RaiseF(iso, ExceptionId::kTypeError,
                  "ContextVar() takes %s 1 positional argument (%lld given)",
                  given->size == 0 ? "exactly" : "at most", static_cast<long long>(given->size));
  }
  if (!IsStr(given->items[0])) return RaiseTypeError(iso, "context variable name must be a str");
  KRAIT_TRY(Variable*, self, NewInstance<Variable>(iso, args[0].As<Type>()));
  self->name = given->items[0].As<Str>();
  self->fallback = args[2];
  return Value::Object(self);
}

Value VariableRepr(Isolate* iso, Value* args, size_t) {
  const Variable* self = SelfVariable(args[0]);
  StrBuilder out(iso);
  out.AppendAscii("<ContextVar name=");
  if (!out.AppendRepr(Value::Object(self->name))) return Value();
  if (self->fallback) {
    out.AppendAscii(" default=");
    if (!out.AppendRepr(self->fallback)) return Value();
  }
  AppendAddress(out, args[0]);
  return Value::Object(out.Finish());
}

// The value in the current context; Empty when there is none.
bool Find(Isolate* iso, Value variable, Value* result) {
  KRAIT_TRY(Context*, context, CurrentContext(iso));
  return context->values->Lookup(iso, variable, result);
}

Value VariableGet(Isolate* iso, Value* args, size_t) {
  Value v;
  if (!Find(iso, args[0], &v)) return Value();
  if (!v) v = args[1];
  if (!v) v = SelfVariable(args[0])->fallback;
  if (!v) return RaiseWith(iso, ExceptionId::kLookupError, args[0]);
  return v;
}

Value VariableSet(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Context*, context, CurrentContext(iso));
  Value old_value;
  if (!context->values->Lookup(iso, args[0], &old_value)) return Value();
  KRAIT_TRY(Token*, token, NewInstance<Token>(iso, iso->native_type(&kTokenSpec)));
  token->context = context;
  token->variable = SelfVariable(args[0]);
  token->old_value = old_value;
  if (!context->Set(iso, args[0], args[1])) return Value();
  return Value::Object(token);
}

Failure RefuseToken(Isolate* iso, ExceptionId id, Value token, const char* why) {
  KRAIT_TRY(Str*, shown, Repr(iso, token));
  return RaiseF(iso, id, "%s %s", shown->data, why);
}

Value VariableReset(Isolate* iso, Value* args, size_t) {
  Token* token = AsToken(args[1]);
  if (token == nullptr) {
    KRAIT_TRY(Str*, shown, Repr(iso, args[1]));
    return RaiseF(iso, ExceptionId::kTypeError, "expected an instance of Token, got %s",
                  shown->data);
  }
  if (token->used) {
    return RefuseToken(iso, ExceptionId::kRuntimeError, args[1], "has already been used once");
  }
  if (token->variable != SelfVariable(args[0])) {
    return RefuseToken(iso, ExceptionId::kValueError, args[1],
                       "was created by a different ContextVar");
  }
  KRAIT_TRY(Context*, context, CurrentContext(iso));
  if (token->context != context) {
    return RefuseToken(iso, ExceptionId::kValueError, args[1],
                       "was created in a different Context");
  }
  token->used = true;
  const bool ok = token->old_value ? context->Set(iso, args[0], token->old_value)
                                   : context->Delete(iso, args[0]);
  return ok ? Value::None() : Value();
}

Value ClassGetItem(Isolate* iso, Value* args, size_t) {
  return NewGenericAlias(iso, args[0], args[1]);
}

constexpr NativeMethod kVariableMethods[] = {
    {"__new__", VariableNew, "($cls, /, *args, default=<unrepresentable>)", kConstructor},
    {"__repr__", VariableRepr, "($self, /)"},
    {"get", VariableGet, "($self, default=<unrepresentable>, /)", 0,
     "Return a value for the context variable for the current context."},
    {"set", VariableSet, "($self, value, /)", 0,
     "Call to set a new value for the context variable in the current context."},
    {"reset", VariableReset, "($self, token, /)", 0, "Reset the context variable."},
    {"__class_getitem__", ClassGetItem, "($cls, item, /)", kClassMethod},
};
constexpr NativeProperty kVariableProperties[] = {
    {"name", [](Isolate*, Value self) { return Value::Object(SelfVariable(self)->name); }, nullptr,
     nullptr, kMember},
};

Value TokenNew(Isolate* iso, Value*, size_t) {
  return Raise(iso, ExceptionId::kRuntimeError, "Tokens can only be created by ContextVars");
}

Value TokenRepr(Isolate* iso, Value* args, size_t) {
  StrBuilder out(iso);
  out.AppendAscii(SelfToken(args[0])->used ? "<Token used var=" : "<Token var=");
  if (!out.AppendRepr(Value::Object(SelfToken(args[0])->variable))) return Value();
  AppendAddress(out, args[0]);
  return Value::Object(out.Finish());
}

constexpr NativeMethod kTokenMethods[] = {
    {"__new__", TokenNew, "($cls, /, *args, **kwargs)", kConstructor},
    {"__repr__", TokenRepr, "($self, /)"},
    {"__class_getitem__", ClassGetItem, "($cls, item, /)", kClassMethod},
};
constexpr NativeProperty kTokenProperties[] = {
    {"var", [](Isolate*, Value self) { return Value::Object(SelfToken(self)->variable); }},
    {"old_value",
     [](Isolate* iso, Value self) {
       const Value old_value = SelfToken(self)->old_value;
       return old_value ? old_value : MissingValue(iso);
     }},
};

template <typename T>
T* CastByLayout(Value v, const NativeLayout* layout) {
  if (!HasKind(v, ObjectKind::kNativeInstance)) return nullptr;
  return v.As<NativeInstance>()->layout == layout ? v.As<T>() : nullptr;
}

}  // namespace

const TypeSpec kVariableSpec = {
    .name = "_contextvars.ContextVar",
    .module = "_contextvars",
    .methods = kVariableMethods,
    .properties = kVariableProperties,
    .flags = kImmutable,
    .layout = &kVariableLayout,
};

const TypeSpec kTokenSpec = {
    .name = "_contextvars.Token",
    .module = "_contextvars",
    .methods = kTokenMethods,
    .properties = kTokenProperties,
    .flags = kImmutable | kUnhashable,
    .layout = &kTokenLayout,
};

Variable* AsVariable(Value v) { return CastByLayout<Variable>(v, &kVariableLayout); }
Token* AsToken(Value v) { return CastByLayout<Token>(v, &kTokenLayout); }

}  // namespace krait::contextvars
