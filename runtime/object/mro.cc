// Method resolution order and layout of instances.
#include "runtime/object/mro.h"

#include <algorithm>
#include <string>
#include <vector>

#include "gc/roots.h"
#include "runtime/collection/list.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception_types.h"
#include "runtime/object/function.h"
#include "runtime/object/operations.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/type.h"
#include "runtime/object/type_type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Type* At(const Tuple* tuple, int64_t i) { return tuple->items[i].As<Type>(); }
std::string Text(const Str* s) { return std::string(s->view()); }

// One of the sequences being merged: a base's MRO, or the list of bases itself.
struct Sequence {
  const Tuple* items;
  int64_t next = 0;
  bool done() const { return next >= items->size; }
};

bool StandsInTail(const std::vector<Sequence>& sequences, Value candidate) {
  for (const Sequence& s : sequences) {
    for (int64_t i = s.next + 1; i < s.items->size; ++i) {
      if (s.items->items[i] == candidate) return true;
    }
  }
  return false;
}

Failure RaiseInconsistent(Isolate* iso, const std::vector<Sequence>& sequences) {
  std::string names;
  std::vector<Value> seen;
  for (const Sequence& s : sequences) {
    if (s.done()) continue;
    const Value head = s.items->items[s.next];
    if (std::find(seen.begin(), seen.end(), head) != seen.end()) continue;
    seen.push_back(head);
    names += (names.empty() ? " " : ", ") + Text(head.As<Type>()->name);
  }
  return RaiseTypeError(
      iso, "Cannot create a consistent method resolution\norder (MRO) for bases" + names);
}

bool CheckDuplicates(Isolate* iso, const Tuple* bases) {
  for (int64_t i = 0; i < bases->size; ++i) {
    for (int64_t j = i + 1; j < bases->size; ++j) {
      if (bases->items[i] != bases->items[j]) continue;
      return RaiseTypeError(iso, "duplicate base class " + Text(At(bases, i)->name));
    }
  }
  return true;
}

bool HasOwnLayout(Isolate* iso, const Type* type, const Type* base) {
  if (type->instance_kind != base->instance_kind) {
    return type->instance_kind != ObjectKind::kBool;
  }
  if (type->layout != base->layout) return true;
  if (type->reserved_slots != base->reserved_slots) return true;
  if (type->instance_kind == ObjectKind::kException && type->spec != nullptr) {
    return AddsExceptionFields(iso, type, base);
  }
  return false;
}

// What mro() of a metaclass gave, checked.
Tuple* CustomMro(Isolate* iso, Type* type, Value method) {
  const Value self = Value::Object(type);
  KRAIT_TRY(Value, bound, BindDescriptor(iso, method, self, TypeOf(iso, self)));
  KRAIT_TRY(Value, result, Call(iso, bound, {}));
  KRAIT_TRY(Tuple*, mro, TupleFromIterable(iso, result));
  Type* solid = SolidBase(iso, type);
  for (int64_t i = 0; i < mro->size; ++i) {
    if (!HasKind(mro->items[i], ObjectKind::kType)) {
      return RaiseF(iso, ExceptionId::kTypeError, "mro() returned a non-class ('%.500s')",
                    TypeName(iso, mro->items[i]));
    }
    if (!IsSubtype(solid, SolidBase(iso, At(mro, i)))) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "mro() returned base with unsuitable layout ('%.500s')",
                    TypeFullName(At(mro, i)));
    }
  }
  return mro;
}

bool MroContains(const Type* type, const Type* searched) {
  return type->mro != nullptr && IsSubtype(type, searched);
}

// Recomputes the MRO of a type and of all that derive from it. The old ones are collected in `saved`
// as pairs, to be put back when something fails on the way.
bool RecomputeMros(Isolate* iso, Type* type, gc::RootVector& saved) {
  saved.push_back(type);
  saved.push_back(type->mro);
  if (!ComputeMro(iso, type)) return false;
  const std::span<Type* const> now = Subclasses(type);
  gc::RootVector subclasses(iso->heap());
  for (Type* subclass : now) subclasses.push_back(subclass);
  for (size_t i = 0; i < subclasses.size(); ++i) {
    if (!RecomputeMros(iso, subclasses[i].As<Type>(), saved)) return false;
  }
  return true;
}

}  // namespace

bool KindHasAttributeWord(ObjectKind kind) {
  switch (kind) {
    case ObjectKind::kObject:
    case ObjectKind::kFunction:
    case ObjectKind::kException:
    case ObjectKind::kStaticMethod:
    case ObjectKind::kClassMethod:
    case ObjectKind::kSimpleNamespace:
    case ObjectKind::kModule:
    case ObjectKind::kType:
      return true;
    default:
      return false;
  }
}

Tuple* LinearizeBases(Isolate* iso, Type* type, Tuple* bases) {
  if (bases->size == 1 && At(bases, 0)->mro != nullptr) {
    const Tuple* base = At(bases, 0)->mro;
    KRAIT_TRY(Tuple*, mro, Tuple::New(iso, base->size + 1));
    mro->items[0] = Value::Object(type);
    for (int64_t i = 0; i < base->size; ++i) mro->items[i + 1] = base->items[i];
    return mro;
  }
  if (!CheckDuplicates(iso, bases)) return nullptr;
  std::vector<Sequence> sequences;
  for (int64_t i = 0; i < bases->size; ++i) {
    if (At(bases, i)->mro == nullptr) {
      return RaiseTypeError(iso, "Cannot extend an incomplete type '" +
                                     Text(At(bases, i)->name) + "'");
    }
    sequences.push_back({At(bases, i)->mro});
  }
  sequences.push_back({bases});
  gc::RootVector result(iso->heap());
  result.push_back(type);
  while (true) {
    bool finished = true;
    Value chosen;
    for (const Sequence& s : sequences) {
      if (s.done()) continue;
      finished = false;
      const Value head = s.items->items[s.next];
      if (!StandsInTail(sequences, head)) {
        chosen = head;
        break;
      }
    }
    if (finished) break;
    if (!chosen) return RaiseInconsistent(iso, sequences);
    result.push_back(chosen);
    for (Sequence& s : sequences) {
      if (!s.done() && s.items->items[s.next] == chosen) ++s.next;
    }
  }
  return Tuple::From(iso, {result.data(), result.size()});
}

bool ComputeMro(Isolate* iso, Type* type) {
  Type* metatype = TypeOf(iso, Value::Object(type));
  const Value method = LookupOnType(iso, metatype, iso->names().mro);
  const bool custom = metatype != iso->type(ObjectKind::kType) &&
                      !(HasKind(method, ObjectKind::kMethodDescriptor) &&
                        method.As<NativeFunction>()->method->fn == TypeMroMethod);
  KRAIT_TRY(Tuple*, mro,
            custom && method ? CustomMro(iso, type, method)
                             : LinearizeBases(iso, type, type->bases));
  type->mro = mro;
  iso->Barrier(type);
  return true;
}

Type* LayoutBase(Isolate* iso, const Type* type) {
  if (type->bases == nullptr || type->bases->size == 0) return nullptr;
  if (type->bases->size == 1) return At(type->bases, 0);
  Type* winner = nullptr;
  Type* base = nullptr;
  for (int64_t i = 0; i < type->bases->size; ++i) {
    Type* solid = SolidBase(iso, At(type->bases, i));
    if (winner == nullptr || (solid != winner && IsSubtype(solid, winner))) {
      winner = solid;
      base = At(type->bases, i);
    }
  }
  return base;
}

Type* SolidBase(Isolate* iso, Type* type) {
  while (true) {
    Type* base = LayoutBase(iso, type);
    if (base == nullptr || HasOwnLayout(iso, type, base)) return type;
    type = base;
  }
}

Type* BestBase(Isolate* iso, Tuple* bases) {
  Type* winner = nullptr;
  Type* base = nullptr;
  for (int64_t i = 0; i < bases->size; ++i) {
    if (!HasKind(bases->items[i], ObjectKind::kType)) {
      return RaiseTypeError(iso, "bases must be types");
    }
    Type* candidate_base = At(bases, i);
    if ((candidate_base->type_flags & kSubclassable) == 0) {
      return RaiseF(iso, ExceptionId::kTypeError, "type '%.100s' is not an acceptable base type",
                    TypeFullName(candidate_base));
    }
    Type* candidate = SolidBase(iso, candidate_base);
    if (winner == nullptr) {
      winner = candidate;
      base = candidate_base;
    } else if (IsSubtype(winner, candidate)) {
      continue;
    } else if (IsSubtype(candidate, winner)) {
      winner = candidate;
      base = candidate_base;
    } else {
      return RaiseTypeError(iso, "multiple bases have instance lay-out conflict");
    }
  }
  return base;
}

bool SameLayout(const Type* a, const Type* b) {
  return a->instance_kind == b->instance_kind && a->layout == b->layout &&
         a->reserved_slots == b->reserved_slots && a->has_dict == b->has_dict &&
         a->has_tail_attributes == b->has_tail_attributes;
}

bool SetBases(Isolate* iso, Type* type, Tuple* bases) {
  for (int64_t i = 0; i < bases->size; ++i) {
    const Value base = bases->items[i];
    if (!HasKind(base, ObjectKind::kType)) {
      return RaiseF(iso, ExceptionId::kTypeError,
                    "%s.__bases__ must be tuple of classes, not '%s'", TypeFullName(type),
                    TypeName(iso, base));
    }
    if (MroContains(base.As<Type>(), type)) {
      return RaiseTypeError(iso, "a __bases__ item causes an inheritance cycle");
    }
  }
  KRAIT_TRY(Type*, base, BestBase(iso, bases));
  Type* old_base = LayoutBase(iso, type);
  Type* solid = SolidBase(iso, type);
  if (solid == type ? SolidBase(iso, base) != SolidBase(iso, old_base)
                    : SolidBase(iso, base) != solid) {
    return RaiseTypeError(iso, std::string("__bases__ assignment: '") + TypeFullName(base) +
                                   "' object layout differs from '" + TypeFullName(old_base) + "'");
  }
  if (base->has_dict && !type->has_dict) {
    return RaiseTypeError(iso, std::string("__bases__ assignment: '") + TypeFullName(base) +
                                   "' object layout differs from '" + TypeFullName(old_base) + "'");
  }
  Tuple* old = type->bases;
  type->bases = bases;
  iso->Barrier(type);
  gc::RootVector saved(iso->heap());
  if (!RecomputeMros(iso, type, saved)) {
    type->bases = old;
    for (size_t i = 0; i < saved.size(); i += 2) {
      saved[i].As<Type>()->mro = saved[i + 1].As<Tuple>();
      iso->Barrier(saved[i].AsHeap());
    }
    return false;
  }
  for (int64_t i = 0; i < old->size; ++i) RemoveSubclass(At(old, i), type);
  for (int64_t i = 0; i < bases->size; ++i) AddSubclass(iso, At(bases, i), type);
  HierarchyChanged(iso, type);
  return true;
}

}  // namespace krait
