// functools.lru_cache: results remembered by arguments.
//
// The cache is a dict whose order is the order of use: a hit moves its entry to the end, what is too
// much is taken from the front.
#include <algorithm>

#include "runtime/collection/dict.h"
#include "runtime/collection/dict_table.h"
#include "runtime/collection/tuple.h"
#include "runtime/interpreter/self_hosted.h"
#include "runtime/interpreter/slow_paths.h"
#include "runtime/isolate.h"
#include "runtime/modules/functools/functools.h"
#include "runtime/modules/native_fields.h"
#include "runtime/object/checks.h"
#include "runtime/number/int.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"

namespace krait::functools {

namespace {

struct LruCache : NativeInstance {
  Value function;
  Value info_type;  // makes the result of cache_info()
  Dict* cache;
  Value separator;  // an object() that stands between positional and keyword arguments in keys
  int64_t max_size; // -1: unbounded
  int64_t hits;
  int64_t misses;
  bool typed;
};

constexpr NativeLayout kLayout =
    LayoutOf<LruCache, &LruCache::function, &LruCache::info_type, &LruCache::cache,
             &LruCache::separator>("_lru_cache_wrapper");

LruCache* Self(Value v) { return v.As<LruCache>(); }

Value LruCacheNew(Isolate* iso, Value* args, size_t) {
  const Value function = args[1];
  if (!IsCallable(iso, function)) {
    return RaiseTypeError(iso, "the first argument must be callable");
  }
  int64_t max_size = -1;
  if (!args[2].IsNone()) {
    if (!LookupSpecial(iso, args[2], Special::kIndex)) {
      return RaiseTypeError(iso, "maxsize should be integer or None");
    }
    KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &max_size));
    max_size = std::max<int64_t>(0, max_size);
  }
  bool typed;
  KRAIT_CHECK_OK(Truth(iso, args[3], &typed));
  KRAIT_TRY(Dict*, cache, Dict::New(iso));
  KRAIT_TRY(Value, marker,
            Call(iso, Value::Object(iso->type(ObjectKind::kObject)),
                 std::initializer_list<Value>{}));
  KRAIT_TRY(LruCache*, self, NewInstance<LruCache>(iso, args[0].As<Type>()));
  self->function = function;
  self->info_type = args[4];
  self->cache = cache;
  self->separator = marker;
  self->max_size = max_size;
  self->typed = typed;
  return Value::Object(self);
}

// The key of a call: the one argument itself where that is enough.
Value KeyOf(Isolate* iso, const LruCache* self, const Tuple* arguments, const Dict* keywords) {
  const int64_t positional = arguments->size, named = keywords->size;
  if (!self->typed && named == 0) {
    if (positional == 1) {
      const Value only = arguments->items[0];
      if (only.IsInt() || IsExact(only, ObjectKind::kStr)) return only;
    }
    return Value::Object(arguments);
  }
  const int64_t values = positional + (named > 0 ? 1 + 2 * named : 0);
  const int64_t types = self->typed ? positional + named : 0;
  KRAIT_TRY(Tuple*, key, Tuple::New(iso, values + types));
  Value* out = std::copy_n(arguments->items, positional, key->items);
  Value* type_out = key->items + values;
  if (self->typed) {
    for (Value v : arguments->view()) *type_out++ = Value::Object(TypeOf(iso, v));
  }
  if (named == 0) return Value::Object(key);
  *out++ = self->separator;
  int64_t position = 0;
  Value name, value;
  while (keywords->NextEntry(&position, &name, &value)) {
    *out++ = name;
    *out++ = value;
    if (self->typed) *type_out++ = Value::Object(TypeOf(iso, value));
  }
  return Value::Object(key);
}

Value CallFunction(Isolate* iso, const LruCache* self, const Tuple* arguments, Dict* keywords) {
  if (keywords->size == 0) return Call(iso, self->function, arguments->view());
  return CallWithDict(iso, self->function, arguments->view(), keywords);
}

// Remembers a result that was computed after a miss. The call may have done so itself, recursively.
bool Remember(Isolate* iso, LruCache* self, Value key, int64_t hash, Value result) {
  Dict* cache = self->cache;
  uint64_t slot = 0;
  const int32_t entry = FindKey(iso, cache, key, hash, &slot);
  if (entry == kSearchFailed) return false;
  if (entry >= 0) return true;
  if (!InsertEntry(iso, cache, key, hash, result, slot)) return false;
  Value old_key, old_value;
  if (self->max_size >= 0 && cache->size > self->max_size) {
    cache->TakeEnd(iso, /*last=*/false, &old_key, &old_value);
  }
  return true;
}

// A call's key, its hash, and the result that is remembered for it; Empty: none.
struct Remembered {
  Value key;
  int64_t hash = 0;
  Value result;
};

// Counts a hit or a miss.
bool Recall(Isolate* iso, LruCache* self, const Tuple* arguments, const Dict* keywords,
            Remembered* found) {
  if (self->max_size == 0) {
    ++self->misses;
    return true;
  }
  KRAIT_TRY(Value, key, KeyOf(iso, self, arguments, keywords));
  found->key = key;
  KRAIT_CHECK_OK(HashKey(iso, key, &found->hash));
  uint64_t slot;
  const int32_t entry = FindKey(iso, self->cache, key, found->hash, &slot);
  if (entry == kSearchFailed) return false;
  if (entry < 0) {
    ++self->misses;
    return true;
  }
  ++self->hits;
  found->result = self->cache->table->entries[entry].value;
  return self->max_size <= 0 || MoveEntry(iso, self->cache, entry, slot, /*last=*/true);
}

Value LruCacheCall(Isolate* iso, Value* args, size_t) {
  LruCache* self = Self(args[0]);
  const Tuple* arguments = args[1].As<Tuple>();
  Dict* keywords = args[2].As<Dict>();
  Remembered found;
  KRAIT_CHECK_OK(Recall(iso, self, arguments, keywords, &found));
  if (found.result) return found.result;
  KRAIT_TRY(Value, result, CallFunction(iso, self, arguments, keywords));
  if (found.key) KRAIT_CHECK_OK(Remember(iso, self, found.key, found.hash, result));
  return result;
}

Value LruCacheCallInLoop(Isolate* iso, Value* args, size_t count) {
  LruCache* self = Self(args[0]);
  if (!EntersScript(iso, self->function)) return LruCacheCall(iso, args, count);
  Remembered found;
  KRAIT_CHECK_OK(Recall(iso, self, args[1].As<Tuple>(), args[2].As<Dict>(), &found));
  if (found.result) return found.result;
  if (!found.key) {
    return EnterSelfHosted(iso, SelfHosted::kApply, {self->function, args[1], args[2]});
  }
  KRAIT_TRY(Value, hash, IntFromInt64(iso, found.hash));
  return EnterSelfHosted(iso, SelfHosted::kCached,
                         {args[0], found.key, hash, self->function, args[1], args[2]});
}

// remember(cache, key, hash, result)
Value RememberHelper(Isolate* iso, Value* args, size_t) {
  int64_t hash;
  KRAIT_CHECK_OK(IndexToInt64(iso, args[2], &hash));
  return Remember(iso, Self(args[0]), args[1], hash, args[3]) ? Value::None() : Value();
}

constexpr NativeMethod kHelpers[] = {
    {"remember", RememberHelper, "(cache, key, hash, result, /)"},
};

Value CacheInfo(Isolate* iso, Value* args, size_t) {
  const LruCache* self = Self(args[0]);
  const Value max_size = self->max_size < 0 ? Value::None() : Value::Int(self->max_size);
  return Call(iso, self->info_type,
              {Value::Int(self->hits), Value::Int(self->misses), max_size,
               Value::Int(self->cache->size)});
}

Value CacheClear(Isolate* iso, Value* args, size_t) {
  LruCache* self = Self(args[0]);
  self->hits = self->misses = 0;
  self->cache->Clear(iso);
  return Value::None();
}

Value LruCacheGet(Isolate* iso, Value* args, size_t) {
  if (args[1].IsNone()) return args[0];
  return Value::Object(BoundMethod::New(iso, args[0], args[1]));
}

Value LruCacheReduce(Isolate* iso, Value* args, size_t) {
  return GetAttr(iso, args[0], iso->names().dunder_qualname);
}

Value ReturnSelf(Isolate*, Value* args, size_t) { return args[0]; }

constexpr NativeMethod kMethods[] = {
    {"__new__", LruCacheNew, "($cls, user_function, maxsize, typed, cache_info_type)",
     kConstructor},
    {"__call__", LruCacheCall, "($self, /, *args, **kwargs)", 0, nullptr, LruCacheCallInLoop},
    {"__get__", LruCacheGet, "($self, instance, owner=None, /)"},
    {"__reduce__", LruCacheReduce, "($self, /)"},
    {"__copy__", ReturnSelf, "($self, /)"},
    {"__deepcopy__", ReturnSelf, "($self, memo, /)"},
    {"cache_info", CacheInfo, "($self, /)", 0, "Report cache statistics"},
    {"cache_clear", CacheClear, "($self, /)", 0, "Clear the cache and cache statistics"},
};

}  // namespace

const std::span<const NativeMethod> kCacheHelpers = kHelpers;

const TypeSpec kLruCacheSpec = {
    .name = "functools._lru_cache_wrapper",
    .module = "functools",
    .methods = kMethods,
    .flags = kSubclassable | kHasDict | kImmutable,
    .doc = "Create a cached callable that wraps another function.",
    .layout = &kLayout,
};

}  // namespace krait::functools
