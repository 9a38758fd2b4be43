// What self-hosted built-ins cannot say in script.
#include <string>

#include "runtime/builtins/print_target.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/iterators.h"
#include "runtime/collection/list.h"
#include "runtime/collection/list_sort.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

Value DoneIf(bool done) { return done ? Value::None() : Value(); }

// sort_by(items, keys or None, reverse)
Value SortBy(Isolate* iso, Value* a, size_t) {
  List* keys = a[1].IsNone() ? nullptr : a[1].As<List>();
  int64_t reverse;
  KRAIT_CHECK_OK(IndexToInt64(iso, a[2], &reverse));
  return DoneIf(SortByKeys(iso, a[0].As<List>(), keys, reverse != 0));
}

void MoveItems(Isolate* iso, List* from, List* to) {
  to->storage = from->storage;
  to->size = from->size;
  to->element_kind = from->element_kind;
  iso->Barrier(to);
  from->Clear(iso);
}

// take_items(list): its items in a list of their own; the list is empty meanwhile.
Value TakeItems(Isolate* iso, Value* a, size_t) {
  KRAIT_TRY(List*, taken, List::New(iso));
  MoveItems(iso, a[0].As<List>(), taken);
  return Value::Object(taken);
}

// give_items(list, items, check): puts them back.
Value GiveItems(Isolate* iso, Value* a, size_t) {
  auto* list = a[0].As<List>();
  const bool modified = list->storage != nullptr;
  MoveItems(iso, a[1].As<List>(), list);
  if (modified && a[2].IsTrue()) return RaiseValueError(iso, "list modified during sort");
  return Value::None();
}

// put(file, text)
Value Put(Isolate* iso, Value* a, size_t) { return DoneIf(PrintTarget(iso, a[0]).Write(a[1])); }

// add(set, item)
Value Add(Isolate* iso, Value* a, size_t) { return DoneIf(a[0].As<Set>()->Add(iso, a[1])); }

// append(list, item)
Value Append(Isolate* iso, Value* a, size_t) { return DoneIf(a[0].As<List>()->Append(iso, a[1])); }

// check_keyword(keywords, key, callable)
Value CheckKeywordHelper(Isolate* iso, Value* a, size_t) {
  return DoneIf(CheckKeyword(iso, a[0].As<Dict>(), a[1], a[2]));
}

// not_iterable(container): of `in`.
Value NotIterable(Isolate* iso, Value* a, size_t) {
  return RaiseF(iso, ExceptionId::kTypeError, "argument of type '%.200s' is not iterable",
                TypeName(iso, a[0]));
}

// note_pattern(seen, name, cls)
Value NotePattern(Isolate* iso, Value* a, size_t) {
  return DoneIf(NoteClassPattern(iso, a[0].As<Set>(), a[1].As<Str>(), a[2].As<Type>()));
}

// counted(enumerate, item)
Value Counted(Isolate* iso, Value* a, size_t) {
  auto* self = a[0].As<Enumerate>();
  const Value count = self->count;
  KRAIT_TRY(Value, next, Binary(iso, BinaryOperator::kAdd, count, Value::Int(1)));
  self->count = next;
  iso->Barrier(self);
  return Value::Object(Tuple::Of(iso, {count, a[1]}));
}

// run(function, namespace): a class body, or that of a module.
Value NamespaceOf(Value v) {
  const auto* module = CastTo<Module>(v, ObjectKind::kModule);
  return module != nullptr ? Value::Object(module->dict) : v;
}
Value RunBody(Isolate* iso, Value* a, size_t) {
  return iso->interpreter().CallClassBody(a[0].As<Function>(), NamespaceOf(a[1]));
}
Value RunBodyInLoop(Isolate* iso, Value* a, size_t) {
  EnterScript(iso, a[0], {}, FrameKind::kScript);
  iso->interpreter().wanted.ns = NamespaceOf(a[1]);
  return Value();
}

constexpr NativeMethod kHelpers[] = {
    {"sort_by", SortBy, "(items, keys, reverse, /)"},
    {"take_items", TakeItems, "(list, /)"},
    {"give_items", GiveItems, "(list, items, check, /)"},
    {"put", Put, "(file, text, /)"},
    {"add", Add, "(set, item, /)"},
    {"append", Append, "(list, item, /)"},
    {"check_keyword", CheckKeywordHelper, "(keywords, key, callable, /)"},
    {"note_pattern", NotePattern, "(seen, name, cls, /)"},
    {"not_iterable", NotIterable, "(container, /)"},
    {"counted", Counted, "(enumerate, item, /)"},
    {"run", RunBody, "(function, namespace, /)", 0, nullptr, RunBodyInLoop},
};

}  // namespace

const std::span<const NativeMethod> kSelfHostedHelpers = kHelpers;

}  // namespace krait
