// Building containers and strings for the interpreter.
#include <string>

#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/set.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/linkers/conversion.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/builder.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;

namespace {

// The class of a key that is put into a display or a comprehension: how it is hashed and compared.
void LinkNewKey(Isolate* iso, CallSite& site, Value key) {
  if (site.state() == callsite::SiteState::kMegamorphic || site.Find(key, Value()) != nullptr) return;
  if (!IsScriptInstance(key)) {
    const bool of_items = IsExact(key, ObjectKind::kTuple) || IsExact(key, ObjectKind::kFrozenSet);
    return LinkLeaf(iso, site, key, of_items ? &kProtocolLeaf : &kBuiltinHashLeaf);
  }
  SpecialLookup lookup(iso);
  const Value hash = lookup.Find(TypeOf(iso, key), Special::kHash);
  const Value equal = lookup.Find(TypeOf(iso, key), Special::kEq);
  const callsite::Guard guard = callsite::Guard::Shape(callsite::ShapeOf(key));
  if (IsScript(hash)) {
    const auto role = static_cast<uint8_t>(Conversion::kHash);
    lookup.Link(site, guard, hash, {FrameKind::kConvert, role});
  } else {
    lookup.Link(site, guard,
                iso->interpreter().handles().Native(IsScript(equal) ? &kProtocolLeaf
                                                                    : &kBuiltinHashLeaf));
  }
}

void LinkKey(Isolate* iso, CallSite& site, Value key) {
  if (callsite::ShapeOf(key) != site.cached_shape) LinkNewKey(iso, site, key);
}

}  // namespace

Value BuildSetSlow(Isolate* iso, CallSite& site, const Value* items, uint32_t count) {
  Set* set = Set::New(iso);
  for (uint32_t i = 0; i < count; ++i) {
    LinkKey(iso, site, items[i]);
    if (!set->Add(iso, items[i])) return Value();
  }
  return Value::Object(set);
}

Value BuildMapSlow(Isolate* iso, CallSite& site, const Value* items, uint32_t count) {
  Dict* dict = Dict::New(iso, count);
  for (uint32_t i = 0; i < count; ++i) {
    LinkKey(iso, site, items[2 * i]);
    if (!dict->SetItem(iso, items[2 * i], items[2 * i + 1])) return Value();
  }
  return Value::Object(dict);
}

Value BuildConstKeyMapSlow(Isolate* iso, const Value* values, Tuple* keys) {
  Dict* dict = Dict::New(iso, keys->size);
  for (int64_t i = 0; i < keys->size; ++i) {
    if (!dict->SetItem(iso, keys->items[i], values[i])) return Value();
  }
  return Value::Object(dict);
}

Value BuildStringSlow(Isolate* iso, const Value* parts, uint32_t count) {
  size_t bytes = 0, length = 0;
  for (uint32_t i = 0; i < count; ++i) {
    // In a tree that a script made anything may be a part.
    if (!HasKind(parts[i], ObjectKind::kStr)) [[unlikely]] {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "sequence item %u: expected str instance, %.80s found", i,
                    TypeName(iso, parts[i]));
    }
    bytes += parts[i].As<Str>()->byte_length;
    length += parts[i].As<Str>()->length;
  }
  char* out;
  Str* result = Str::NewUninitialized(iso, bytes, length, &out);
  if (result == nullptr) return Value();
  for (uint32_t i = 0; i < count; ++i) {
    const std::string_view part = parts[i].As<Str>()->view();
    out = part.copy(out, part.size()) + out;
  }
  return Value::Object(result);
}

bool SetAddSlow(Isolate* iso, CallSite& site, Value set, Value item) {
  LinkKey(iso, site, item);
  return set.As<Set>()->Add(iso, item);
}

bool MapAddSlow(Isolate* iso, CallSite& site, Value dict, Value key, Value v) {
  LinkKey(iso, site, key);
  return dict.As<Dict>()->SetItem(iso, key, v);
}

bool SetUpdateSlow(Isolate* iso, CallSite& site, Value set, Value iterable) {
  LinkLeaf(iso, site, iterable,
           IsScriptInstance(iterable) ? &kProtocolLeaf : &kBuiltinIteratorLeaf);
  if (IteratesScript(iso, iterable)) {
    return EnterSelfHosted(iso, SelfHosted::kSetUpdate, {set, iterable}, {FrameKind::kDiscard});
  }
  return set.As<Set>()->Update(iso, iterable);
}

namespace {

void LinkMapping(Isolate* iso, CallSite& site, Value mapping) {
  LinkLeaf(iso, site, mapping,
           IsExact(mapping, ObjectKind::kDict) ? &kDictItemsLeaf : &kProtocolLeaf);
}

// A dict, or a class derived from it that is iterated as a dict is.
bool IsPlainMapping(Isolate* iso, Value mapping) {
  return HasKind(mapping, ObjectKind::kDict) &&
         TypeSpecial(iso, TypeOf(iso, mapping), Special::kIter) ==
             TypeSpecial(iso, iso->type(ObjectKind::kDict), Special::kIter);
}

bool IsScriptMapping(Isolate* iso, Value mapping) {
  return IsScriptInstance(mapping) && !IsPlainMapping(iso, mapping) &&
         IsScript(LookupOnType(iso, TypeOf(iso, mapping), iso->names().keys));
}

// Calls visit(key, value) for each item of a mapping: an exact dict directly, anything else by keys()
// and subscripts. *not_mapping: it has no keys().
template <typename Visit>
bool VisitMapping(Isolate* iso, Value mapping, bool* not_mapping, Visit visit) {
  *not_mapping = false;
  if (IsPlainMapping(iso, mapping)) {
    Dict* dict = mapping.As<Dict>();
    int64_t position = 0;
    Value key, value;
    while (dict->NextEntry(&position, &key, &value)) {
      if (!visit(key, value)) return false;
    }
    return true;
  }
  Value keys_method;
  if (!LookupAttr(iso, mapping, iso->names().keys, &keys_method)) return false;
  if (!keys_method) {
    *not_mapping = true;
    return false;
  }
  KRAIT_TRY(Value, keys, Call(iso, keys_method, {}));
  KRAIT_TRY(List*, all, ListFromIterable(iso, keys));
  for (int64_t i = 0; i < all->size; ++i) {
    const Value key = all->At(i);
    KRAIT_TRY(Value, value, GetItem(iso, mapping, key));
    if (!visit(key, value)) return false;
  }
  return true;
}

}  // namespace

std::string CallableText(Isolate* iso, Value callable) {
  Value qualname;
  const Value saved = iso->HasPending() ? TakePending(iso) : Value();
  if (LookupAttr(iso, callable, iso->names().dunder_qualname, &qualname) &&
      HasKind(qualname, ObjectKind::kStr)) {
    std::string text(qualname.As<Str>()->view());
    Value module;
    if (LookupAttr(iso, callable, iso->names().dunder_module, &module) &&
        HasKind(module, ObjectKind::kStr) && !module.As<Str>()->Equals("builtins")) {
      text = std::string(module.As<Str>()->view()) + "." + text;
    }
    if (saved) RestorePending(iso, saved);
    return text + "()";
  }
  if (saved) RestorePending(iso, saved);
  Str* text = ToStr(iso, callable);
  return text != nullptr ? std::string(text->view()) : "?";
}

bool DictUpdateSlow(Isolate* iso, CallSite& site, Value dict, Value mapping) {
  LinkMapping(iso, site, mapping);
  if (IsExact(mapping, ObjectKind::kDict)) return dict.As<Dict>()->Merge(iso, mapping.As<Dict>());
  if (IsScriptMapping(iso, mapping)) {
    return EnterSelfHosted(iso, SelfHosted::kDictUpdate, {dict, mapping}, {FrameKind::kDiscard});
  }
  bool not_mapping;
  if (VisitMapping(iso, mapping, &not_mapping, [&](Value key, Value value) {
        return dict.As<Dict>()->SetItem(iso, key, value);
      })) {
    return true;
  }
  if (!not_mapping) return false;
  return RaiseF(iso, ExceptionId::kTypeError, "'%.200s' object is not a mapping",
                TypeName(iso, mapping));
}

bool CheckKeyword(Isolate* iso, Dict* keywords, Value key, Value callable) {
  if (!HasKind(key, ObjectKind::kStr)) return RaiseTypeError(iso, "keywords must be strings");
  Value present;
  KRAIT_CHECK_OK(keywords->Lookup(iso, key, &present));
  if (!present) return true;
  return RaiseTypeError(iso, CallableText(iso, callable) +
                                 " got multiple values for keyword argument '" +
                                 std::string(key.As<Str>()->view()) + "'");
}

bool DictMergeSlow(Isolate* iso, CallSite& site, Value dict, Value mapping, Value callable) {
  LinkMapping(iso, site, mapping);
  bool not_mapping;
  if (IsScriptMapping(iso, mapping)) {
    return EnterSelfHosted(iso, SelfHosted::kDictMerge, {dict, mapping, callable},
                           {FrameKind::kDiscard});
  }
  if (VisitMapping(iso, mapping, &not_mapping, [&](Value key, Value value) {
        return CheckKeyword(iso, dict.As<Dict>(), key, callable) &&
               dict.As<Dict>()->SetItem(iso, key, value);
      })) {
    return true;
  }
  if (!not_mapping) return false;
  return RaiseTypeError(iso, CallableText(iso, callable) +
                                 " argument after ** must be a mapping, not " +
                                 TypeName(iso, mapping));
}

}  // namespace krait
