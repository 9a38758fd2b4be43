// Types: looking attributes up, the cache of special methods, storing class attributes.
#include "runtime/object/type.h"

#include <algorithm>
#include <string>

#include "callsite/property_cell.h"
#include "gc/marker.h"
#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/isolate_state.h"
#include "runtime/object/checks.h"
#include "runtime/object/errors.h"
#include "runtime/object/exception.h"
#include "runtime/object/finalization.h"
#include "runtime/object/kind_table.h"
#include "runtime/object/native_type.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/subclasses.h"
#include "runtime/object/value_array.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

inline Type* At(const Tuple* mro, int64_t i) { return mro->items[i].As<Type>(); }

PropertyCell* FindCellOnType(Isolate* iso, Type* type, Str* name) {
  MethodCache& cache = iso->state().method_cache;
  PropertyCell* cell = nullptr;
  if (cache.Find(type, name, &cell)) return cell;
  const Tuple* mro = type->mro;
  if (mro == nullptr) return nullptr;  // inside a metaclass's mro()
  for (int64_t i = 0; i < mro->size; ++i) {
    const Dict* own = TypeAttributes(iso, At(mro, i));
    if (own == nullptr) continue;
    cell = own->FindCell(name);
    if (cell != nullptr && !cell->IsAbsent()) break;
    cell = nullptr;
  }
  cache.Put(type, name, cell);
  return cell;
}

// The special method of this name; -1: it is none.
int SpecialIndex(const Isolate* iso, const Str* name) {
  const std::string_view text = name->view();
  if (text.size() < 5 || text[0] != '_' || text[1] != '_') return -1;
  for (int i = 0; i < kSpecialCount; ++i) {
    if (iso->special_name(static_cast<Special>(i)) == name) return i;
  }
  return -1;
}

// True: the class has got a finaliser that it did not have.
bool UpdateFinalizer(Isolate* iso, Type* type) {
  const bool had = type->has_finalizer;
  type->has_finalizer =
      static_cast<bool>(LookupOnType(iso, type, iso->special_name(Special::kDel)));
  return type->has_finalizer && !had;
}

// True: a class has got a finaliser.
bool ForgetSpecial(Isolate* iso, Type* type, int index) {
  if (type->special != nullptr) type->special[index] = Type::kUnresolved;
  bool appeared = index == static_cast<int>(Special::kDel) && UpdateFinalizer(iso, type);
  for (Type* subclass : Subclasses(type)) appeared |= ForgetSpecial(iso, subclass, index);
  return appeared;
}

// The array that `special` stands in: its slots follow the fixed part.
ValueArray* SpecialArray(const Type* type) {
  return reinterpret_cast<ValueArray*>(reinterpret_cast<char*>(type->special) - sizeof(ValueArray));
}

}  // namespace

Type* TypeOf(const Isolate* iso, Value v) {
  if (v.IsHeap()) return iso->shape_of(v.AsHeap())->type;
  if (v.IsInt()) return iso->type(ObjectKind::kInt);
  if (v.IsDouble()) return iso->type(ObjectKind::kFloat);
  if (v.IsBool()) return iso->type(ObjectKind::kBool);
  if (v.IsNone()) return iso->type(ObjectKind::kNone);
  if (v.IsEllipsis()) return iso->type(ObjectKind::kEllipsisKind);
  if (v.IsNotImplemented()) return iso->type(ObjectKind::kNotImplementedKind);
  return iso->type(ObjectKind::kObject);
}

const char* TypeFullName(const Type* type) {
  return type->spec != nullptr ? type->spec->name : type->name->data;
}

const char* TypeName(const Isolate* iso, Value v) { return TypeFullName(TypeOf(iso, v)); }

bool IsSubtype(const Type* type, const Type* base) {
  if (type == base) return true;
  const Tuple* mro = type->mro;
  if (mro == nullptr) return false;
  for (int64_t i = 1; i < mro->size; ++i) {
    if (At(mro, i) == base) return true;
  }
  return false;
}

bool IsInstanceOf(const Isolate* iso, Value v, const Type* type) {
  return IsSubtype(TypeOf(iso, v), type);
}

Dict* TypeAttributes(Isolate* iso, Type* type) {
  if (type->own == nullptr && type->spec != nullptr) FillAttributes(iso, type);
  return type->own;
}

PropertyCell* TypeHierarchy(Isolate* iso, Type* type) {
  if (type->hierarchy == nullptr) {
    type->hierarchy =
        PropertyCell::New(iso->heap(), static_cast<uint8_t>(ObjectKind::kPropertyCell));
    iso->Barrier(type);
    type->hierarchy->Store(iso->heap(), Value::None(), iso->tick());
  }
  return type->hierarchy;
}

Value LookupOnType(Isolate* iso, Type* type, Str* name) {
  const PropertyCell* cell = FindCellOnType(iso, type, name);
  return cell == nullptr ? Value::Empty() : cell->value;
}

Value LookupOnTypeWithCells(Isolate* iso, Type* type, Str* name,
                            std::vector<PropertyCell*>* cells) {
  const Tuple* mro = type->mro;
  if (mro == nullptr) return Value();  // it is being computed
  for (int64_t i = 0; i < mro->size; ++i) {
    Type* cls = At(mro, i);
    Dict* own = TypeAttributes(iso, cls);
    if (own == nullptr) continue;
    const bool fixed = (cls->type_flags & kImmutable) != 0;
    PropertyCell* cell = fixed ? own->FindCell(name) : own->CellFor(iso, name);
    if (cell == nullptr) continue;
    if (!fixed) cells->push_back(cell);
    if (cell->IsAbsent()) continue;
    if (fixed) cells->push_back(cell);
    return cell->value;
  }
  return Value::Empty();
}

Value ResolveSpecial(Isolate* iso, Type* type, Special special) {
  if (type->special == nullptr) {
    ValueArray* array = ValueArray::New(iso, kSpecialCount);
    if (array == nullptr) {
      iso->set_pending(Value::Empty());
      return LookupOnType(iso, type, iso->special_name(special));
    }
    for (int i = 0; i < kSpecialCount; ++i) array->slots[i] = Type::kUnresolved;
    type->special = array->slots;
    iso->Barrier(type);
  }
  const Value v = LookupOnType(iso, type, iso->special_name(special));
  type->special[static_cast<int>(special)] = v;
  iso->Barrier(SpecialArray(type), v);
  return v;
}

namespace {

bool IsAttributeHook(Special special) {
  return special == Special::kGetattribute || special == Special::kGetattr ||
         special == Special::kSetattr || special == Special::kDelattr;
}

}  // namespace

bool SetTypeAttribute(Isolate* iso, Type* type, Str* name, Value v) {
  if ((type->type_flags & kImmutable) != 0) {
    return RaiseF(iso, ExceptionId::kTypeError, "cannot set '%s' attribute of immutable type '%s'",
                  std::string(name->view()).c_str(), TypeFullName(type));
  }
  Dict* own = TypeAttributes(iso, type);
  if (own == nullptr) return false;
  const PropertyCell* cell = own->FindCell(name);
  const bool present = cell != nullptr && !cell->IsAbsent();
  if (v) {
    if (!own->Set(iso, name, v)) return false;
  } else if (!present) {
    return RaiseAttributeError(iso, Value::Object(type), name, name->view());
  } else {
    own->Delete(iso, name);
  }
  if (!present || !v) iso->state().method_cache.Clear();
  const int special = SpecialIndex(iso, name);
  if (special >= 0 && ForgetSpecial(iso, type, special)) WatchNewlyFinalizable(iso);
  // An attribute hook changes what every attribute of the instances means: like a change of bases.
  if (special >= 0 && IsAttributeHook(static_cast<Special>(special))) HierarchyChanged(iso, type);
  return true;
}

namespace {

// The type and all its subclasses; a class whose mro() reassigns bases may stand among its own.
void CollectDescendants(Type* type, std::vector<Type*>* all) {
  if (std::find(all->begin(), all->end(), type) != all->end()) return;
  all->push_back(type);
  for (Type* subclass : Subclasses(type)) CollectDescendants(subclass, all);
}

// True: the class has got a finaliser.
bool ForgetHierarchy(Isolate* iso, Type* type) {
  if (type->special != nullptr) {
    for (int i = 0; i < kSpecialCount; ++i) type->special[i] = Type::kUnresolved;
  }
  if (type->hierarchy != nullptr) type->hierarchy->point.Fire();
  return UpdateFinalizer(iso, type);
}

}  // namespace

void HierarchyChanged(Isolate* iso, Type* type) {
  iso->state().method_cache.Clear();
  // Not rooted, but nothing is allocated below.
  std::vector<Type*> all;
  CollectDescendants(type, &all);
  bool appeared = false;
  for (Type* descendant : all) appeared |= ForgetHierarchy(iso, descendant);
  if (appeared) WatchNewlyFinalizable(iso);
}

void TraceType(HeapObject* object, gc::Marker& marker) {
  auto* type = static_cast<Type*>(object);
  marker.Visit(type->name);
  marker.Visit(type->qualname);
  marker.Visit(type->bases);
  marker.Visit(type->mro);
  marker.Visit(type->own);
  marker.Visit(type->hierarchy);
  marker.Visit(type->root_shape);
  marker.Visit(type->dictionary_shape);
  marker.Visit(type->subclasses);
  if (type->special != nullptr) marker.Visit(SpecialArray(type));
}

}  // namespace krait
