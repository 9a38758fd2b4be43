// The module gc: the heap as scripts see it.
//
// The heap has two generations and frees nothing by counting references, so thresholds are kept only
// to be read back, and collect() cannot tell how many objects were in cycles.
#include <vector>

#include "gc/heap.h"
#include "gc/marker.h"
#include "gc/roots.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/modules/module_state.h"
#include "runtime/modules/module_table.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/operations.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

namespace {

struct GcState : ModuleState {
  static constexpr char kKey = 0;
  int64_t threshold[3] = {700, 10, 10};
  int64_t debug = 0;
  int64_t collections = 0;
};

// Objects that script never sees: parts of others.
bool IsInternal(const HeapObject* object) {
  switch (static_cast<ObjectKind>(object->kind)) {
    case ObjectKind::kShape:
    case ObjectKind::kPropertyCell:
    case ObjectKind::kValueArray:
    case ObjectKind::kRawBytes:
    case ObjectKind::kDictTable:
    case ObjectKind::kSetTable:
      return true;
    default:
      return false;
  }
}

// Objects that cannot be part of a cycle.
bool IsAtomic(const HeapObject* object) {
  switch (static_cast<ObjectKind>(object->kind)) {
    case ObjectKind::kInt:
    case ObjectKind::kComplex:
    case ObjectKind::kStr:
    case ObjectKind::kBytes:
    case ObjectKind::kByteArray:
    case ObjectKind::kRange:
      return object->shape == object->kind;
    default:
      return false;
  }
}

bool Notify(Isolate* iso, const char* phase, int64_t generation) {
  const Value module = iso->modules()->Get(iso, Str::Intern(iso, "gc"));
  if (!module) return true;
  Value callbacks;
  if (!LookupAttr(iso, module, Str::Intern(iso, "callbacks"), &callbacks)) return false;
  List* list = callbacks ? CastTo<List>(callbacks, ObjectKind::kList) : nullptr;
  if (list == nullptr || list->size == 0) return true;
  KRAIT_TRY(Dict*, info, Dict::New(iso));
  info->Set(iso, Str::Intern(iso, "generation"), Value::Int(generation));
  info->Set(iso, Str::Intern(iso, "collected"), Value::Int(0));
  info->Set(iso, Str::Intern(iso, "uncollectable"), Value::Int(0));
  for (int64_t i = 0; i < list->size; ++i) {
    const Value callback = list->At(i);
    if (!Call(iso, callback, {Value::Object(Str::Intern(iso, phase)), Value::Object(info)})) {
      iso->ReportUnraisable(callback);
    }
  }
  return true;
}

// collect(generation=2)
Value Collect(Isolate* iso, Value* args, size_t) {
  int64_t generation = 2;
  if (args[0] && !IndexToInt64(iso, args[0], &generation)) return Value();
  if (generation < 0 || generation > 2) return RaiseValueError(iso, "invalid generation");
  if (!Notify(iso, "start", generation)) return Value();
  iso->heap().Collect(/*full=*/generation == 2);
  ++StateOf<GcState>(iso).collections;
  iso->RunFinalizers();
  if (!Notify(iso, "stop", generation)) return Value();
  return Value::Int(0);
}

Value Enable(Isolate* iso, Value*, size_t) {
  iso->heap().SetAutomatic(true);
  return Value::None();
}
Value Disable(Isolate* iso, Value*, size_t) {
  iso->heap().SetAutomatic(false);
  return Value::None();
}
Value IsEnabled(Isolate* iso, Value*, size_t) { return Value::Bool(iso->heap().automatic()); }

Value GetCount(Isolate* iso, Value*, size_t) {
  return Value::Object(Tuple::Of(iso, {Value::Int(0), Value::Int(0), Value::Int(0)}));
}

Value GetThreshold(Isolate* iso, Value*, size_t) {
  const int64_t* t = StateOf<GcState>(iso).threshold;
  return Value::Object(Tuple::Of(iso, {Value::Int(t[0]), Value::Int(t[1]), Value::Int(t[2])}));
}

// set_threshold(threshold0, [threshold1, [threshold2]]); 0 stops automatic collections.
Value SetThreshold(Isolate* iso, Value* args, size_t) {
  int64_t values[3] = {700, 10, 10};
  for (int i = 0; i < 3; ++i) {
    if (args[i] && !IndexToInt64(iso, args[i], &values[i])) return Value();
  }
  GcState& state = StateOf<GcState>(iso);
  for (int i = 0; i < 3; ++i) {
    if (args[i]) state.threshold[i] = values[i];
  }
  iso->heap().SetAutomatic(values[0] != 0);
  return Value::None();
}

Value GetDebug(Isolate* iso, Value*, size_t) { return Value::Int(StateOf<GcState>(iso).debug); }
Value SetDebug(Isolate* iso, Value* args, size_t) {
  return IndexToInt64(iso, args[0], &StateOf<GcState>(iso).debug) ? Value::None() : Value();
}

Value Freeze(Isolate*, Value*, size_t) { return Value::None(); }
Value GetFreezeCount(Isolate*, Value*, size_t) { return Value::Int(0); }

Value IsTracked(Isolate*, Value* args, size_t) {
  return Value::Bool(args[0].IsHeap() && !IsAtomic(args[0].AsHeap()));
}
// The flag is taken away when __del__ has run.
Value IsFinalized(Isolate* iso, Value* args, size_t) {
  return Value::Bool(args[0].IsHeap() && TypeOf(iso, args[0])->has_finalizer &&
                     !args[0].AsHeap()->HasFlag(HeapObject::kHasFinalizer));
}

// --- walking the heap: collected off the heap first, since the walk must not allocate ---

Value ListOf(Isolate* iso, const std::vector<HeapObject*>& objects) {
  gc::RootVector roots(iso->heap());
  for (HeapObject* object : objects) roots.push_back(object);
  return Value::Object(List::From(iso, {roots.data(), roots.size()}));
}

Value GetObjects(Isolate* iso, Value*, size_t) {
  iso->heap().Collect(true);
  std::vector<HeapObject*> objects;
  iso->heap().VisitLiveObjects([&](HeapObject* object) {
    if (!IsInternal(object) && !IsAtomic(object)) objects.push_back(object);
  });
  return ListOf(iso, objects);
}

// What the object refers to, with its internal parts looked through.
void CollectReferents(gc::Heap& heap, HeapObject* object, std::vector<HeapObject*>* referents) {
  std::vector<HeapObject*> direct;
  heap.VisitReferences(
      object,
      [](HeapObject* target, void* context) {
        static_cast<std::vector<HeapObject*>*>(context)->push_back(target);
      },
      &direct);
  for (HeapObject* target : direct) {
    if (target->kind == static_cast<uint8_t>(ObjectKind::kShape)) continue;
    if (IsInternal(target)) {
      CollectReferents(heap, target, referents);
    } else {
      referents->push_back(target);
    }
  }
}

Value GetReferents(Isolate* iso, Value* args, size_t) {
  std::vector<HeapObject*> referents;
  for (Value v : args[0].As<Tuple>()->view()) {
    if (v.IsHeap()) CollectReferents(iso->heap(), v.AsHeap(), &referents);
  }
  return ListOf(iso, referents);
}

Value GetReferrers(Isolate* iso, Value* args, size_t) {
  iso->heap().Collect(true);
  Tuple* targets = args[0].As<Tuple>();
  std::vector<HeapObject*> candidates;
  iso->heap().VisitLiveObjects([&](HeapObject* object) {
    if (!IsInternal(object) && !IsAtomic(object) && object != targets) candidates.push_back(object);
  });
  std::vector<HeapObject*> referrers;
  std::vector<HeapObject*> referents;
  for (HeapObject* object : candidates) {
    referents.clear();
    CollectReferents(iso->heap(), object, &referents);
    bool found = false;
    for (HeapObject* referent : referents) {
      for (Value v : targets->view()) found |= v == Value::Object(referent);
    }
    if (found) referrers.push_back(object);
  }
  return ListOf(iso, referrers);
}

Value GetStats(Isolate* iso, Value*, size_t) {
  KRAIT_TRY(List*, stats, List::New(iso));
  for (int i = 0; i < 3; ++i) {
    KRAIT_TRY(Dict*, entry, Dict::New(iso));
    const int64_t count = i == 2 ? StateOf<GcState>(iso).collections : 0;
    entry->Set(iso, Str::Intern(iso, "collections"), Value::Int(count));
    entry->Set(iso, Str::Intern(iso, "collected"), Value::Int(0));
    entry->Set(iso, Str::Intern(iso, "uncollectable"), Value::Int(0));
    KRAIT_CHECK_OK(stats->Append(iso, Value::Object(entry)));
  }
  return Value::Object(stats);
}

constexpr NativeMethod kFunctions[] = {
    {"collect", Collect, "($module, /, generation=2)", 0, "Run the garbage collector."},
    {"enable", Enable, "($module, /)"},
    {"disable", Disable, "($module, /)"},
    {"isenabled", IsEnabled, "($module, /)"},
    {"get_count", GetCount, "($module, /)"},
    {"get_threshold", GetThreshold, "($module, /)"},
    {"set_threshold", SetThreshold,
     "($module, threshold0, threshold1=<unrepresentable>, threshold2=<unrepresentable>, /)"},
    {"get_debug", GetDebug, "($module, /)"},
    {"set_debug", SetDebug, "($module, flags, /)"},
    {"get_objects", GetObjects, "($module, /, generation=None)"},
    {"get_referrers", GetReferrers, "($module, /, *objs)"},
    {"get_referents", GetReferents, "($module, /, *objs)"},
    {"get_stats", GetStats, "($module, /)"},
    {"is_tracked", IsTracked, "($module, obj, /)"},
    {"is_finalized", IsFinalized, "($module, obj, /)"},
    {"freeze", Freeze, "($module, /)"},
    {"unfreeze", Freeze, "($module, /)"},
    {"get_freeze_count", GetFreezeCount, "($module, /)"},
};

constexpr ModuleConstant kConstants[] = {
    {"DEBUG_STATS", Value::Int(1)},
    {"DEBUG_COLLECTABLE", Value::Int(2)},
    {"DEBUG_UNCOLLECTABLE", Value::Int(4)},
    {"DEBUG_SAVEALL", Value::Int(32)},
    {"DEBUG_LEAK", Value::Int(38)},
};

bool Init(Isolate* iso, Module* module) {
  KRAIT_TRY(List*, garbage, List::New(iso));
  KRAIT_TRY(List*, callbacks, List::New(iso));
  return SetModuleAttribute(iso, module, "garbage", Value::Object(garbage)) &&
         SetModuleAttribute(iso, module, "callbacks", Value::Object(callbacks));
}

}  // namespace

const ModuleSpec kGcModule = {
    .name = "gc",
    .doc = "This module provides access to the garbage collector.",
    .functions = kFunctions,
    .constants = kConstants,
    .init = Init,
};

}  // namespace krait
