// builtins.__build_class__: what a class statement does.
#include <string>

#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/class_creation.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/object/type_type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

// The metaclass that the statement asks for or its first base has; any callable.
bool ChooseMetaclass(Isolate* iso, Tuple* bases, Dict* keywords, Value* metaclass) {
  if (keywords->size != 0) {
    KRAIT_CHECK_OK(keywords->PopItem(iso, Value::Object(iso->names().metaclass), metaclass));
  }
  if (!*metaclass) {
    *metaclass = bases->size == 0 ? Value::Object(iso->type(ObjectKind::kType))
                                  : Value::Object(TypeOf(iso, bases->items[0]));
  }
  if (!HasKind(*metaclass, ObjectKind::kType)) return true;
  KRAIT_TRY(Type*, derived, MostDerivedMetaclass(iso, metaclass->As<Type>(), bases));
  *metaclass = Value::Object(derived);
  return true;
}

// Empty: the namespace is a plain dict.
bool FindPrepare(Isolate* iso, Value metaclass, Value* prepare) {
  // type.__prepare__ gives an empty dict; asking for it is the slow way to the same.
  if (metaclass == Value::Object(iso->type(ObjectKind::kType))) return true;
  return LookupAttr(iso, metaclass, iso->special_name(Special::kPrepare), prepare);
}

// What __prepare__ gave, if it is a mapping.
Value CheckNamespace(Isolate* iso, Value metaclass, Value ns) {
  if (!HasKind(ns, ObjectKind::kDict) && !LookupSpecial(iso, ns, Special::kGetitem)) {
    const bool is_type = HasKind(metaclass, ObjectKind::kType);
    return RaiseF(iso, ExceptionId::kTypeError,
                  "%.200s.__prepare__() must return a mapping, not %.200s",
                  is_type ? metaclass.As<Type>()->name->data : "<metaclass>", TypeName(iso, ns));
  }
  return ns;
}

Value PrepareNamespace(Isolate* iso, Value metaclass, Value name, Tuple* bases, Dict* keywords) {
  Value prepare;
  KRAIT_CHECK_OK(FindPrepare(iso, metaclass, &prepare));
  if (!prepare) return Value::Object(Dict::New(iso));
  const Value arguments[] = {name, Value::Object(bases)};
  KRAIT_TRY(Value, ns, CallWithDict(iso, prepare, arguments, keywords));
  return CheckNamespace(iso, metaclass, ns);
}

// The class must have reached the __class__ cell of its body through type.__new__.
bool CheckClassCell(Isolate* iso, Value cls, Value name, Value cell) {
  if (!HasKind(cls, ObjectKind::kType) || !HasKind(cell, ObjectKind::kCell)) return true;
  const Value content = cell.As<Cell>()->value;
  if (content == cls) return true;
  KRAIT_TRY(Str*, name_text, Repr(iso, name));
  if (!content) {
    return Raise(iso, ExceptionId::kRuntimeError,
                 "__class__ not set defining " + std::string(name_text->view()) + " as " +
                     std::string(Repr(iso, cls)->view()) +
                     ". Was __classcell__ propagated to type.__new__?");
  }
  KRAIT_TRY(Str*, content_text, Repr(iso, content));
  KRAIT_TRY(Str*, class_text, Repr(iso, cls));
  return RaiseTypeError(iso, "__class__ set to " + std::string(content_text->view()) +
                                 " defining " + std::string(name_text->view()) + " as " +
                                 std::string(class_text->view()));
}

}  // namespace

Tuple* ResolveBases(Isolate* iso, Tuple* bases) {
  gc::RootVector resolved(iso->heap());
  bool changed = false;
  for (int64_t i = 0; i < bases->size; ++i) {
    const Value base = bases->items[i];
    Value hook;
    if (!HasKind(base, ObjectKind::kType)) {
      KRAIT_CHECK_OK(LookupAttr(iso, base, iso->special_name(Special::kMroEntries), &hook));
    }
    if (!hook) {
      resolved.push_back(base);
      continue;
    }
    KRAIT_TRY(Value, entries, Call(iso, hook, {Value::Object(bases)}));
    if (!HasKind(entries, ObjectKind::kTuple)) {
      return RaiseTypeError(iso, "__mro_entries__ must return a tuple");
    }
    changed = true;
    for (Value entry : entries.As<Tuple>()->view()) resolved.push_back(entry);
  }
  return changed ? Tuple::From(iso, {resolved.data(), resolved.size()}) : bases;
}

Value BuildClass(Isolate* iso, Value* args, size_t) {
  const Value function = args[0], name = args[1];
  if (!HasKind(function, ObjectKind::kFunction)) {
    return RaiseTypeError(iso, "__build_class__: func must be a function");
  }
  if (!HasKind(name, ObjectKind::kStr)) {
    return RaiseTypeError(iso, "__build_class__: name is not a string");
  }
  auto* original = args[2].As<Tuple>();
  auto* keywords = args[3].As<Dict>();
  KRAIT_TRY(Tuple*, bases, ResolveBases(iso, original));
  Value metaclass;
  KRAIT_CHECK_OK(ChooseMetaclass(iso, bases, keywords, &metaclass));
  KRAIT_TRY(Value, ns, PrepareNamespace(iso, metaclass, name, bases, keywords));
  KRAIT_TRY(Value, cell, iso->interpreter().CallClassBody(function.As<Function>(), ns));
  if (bases != original) {
    KRAIT_CHECK_OK(SetItem(iso, ns, Value::Object(iso->names().dunder_orig_bases),
                           Value::Object(original)));
  }
  const Value arguments[] = {name, Value::Object(bases), ns};
  KRAIT_TRY(Value, cls, CallWithDict(iso, metaclass, arguments, keywords));
  KRAIT_CHECK_OK(CheckClassCell(iso, cls, name, cell));
  return cls;
}

Value BuildClassInLoop(Isolate* iso, Value* args, size_t count) {
  if (!HasKind(args[0], ObjectKind::kFunction) || !HasKind(args[1], ObjectKind::kStr)) {
    return BuildClass(iso, args, count);
  }
  return EnterSelfHosted(iso, SelfHosted::kBuildClass, {args[0], args[1], args[2], args[3]});
}

namespace {

// begin_class(bases, keywords): the metaclass, the resolved bases, and the __prepare__ to call or None.
Value BeginClass(Isolate* iso, Value* args, size_t) {
  KRAIT_TRY(Tuple*, bases, ResolveBases(iso, args[0].As<Tuple>()));
  Value metaclass, prepare;
  KRAIT_CHECK_OK(ChooseMetaclass(iso, bases, args[1].As<Dict>(), &metaclass));
  KRAIT_CHECK_OK(FindPrepare(iso, metaclass, &prepare));
  return Value::Object(
      Tuple::Of(iso, {metaclass, Value::Object(bases), prepare ? prepare : Value::None()}));
}

Value CheckNamespaceHelper(Isolate* iso, Value* args, size_t) {
  return CheckNamespace(iso, args[0], args[1]);
}

Value CheckClassCellHelper(Isolate* iso, Value* args, size_t) {
  return CheckClassCell(iso, args[0], args[1], args[2]) ? Value::None() : Value();
}

constexpr NativeMethod kHelpers[] = {
    {"begin_class", BeginClass, "(bases, keywords, /)"},
    {"check_namespace", CheckNamespaceHelper, "(metaclass, namespace, /)"},
    {"check_class_cell", CheckClassCellHelper, "(cls, name, cell, /)"},
};

}  // namespace

const std::span<const NativeMethod> kClassStatementHelpers = kHelpers;

}  // namespace krait
