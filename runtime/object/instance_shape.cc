// object.__class__ = other.
#include "runtime/object/instance_shape.h"

#include <string_view>
#include <vector>

#include "runtime/collection/dict.h"
#include "runtime/collection/tuple.h"
#include "runtime/isolate.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/finalization.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {
namespace {

std::vector<const Str*> SlotNames(Isolate* iso, const Type* type) {
  std::vector<const Str*> names(type->reserved_slots);
  for (Value cls : type->mro->view()) {
    const Dict* own = TypeAttributes(iso, cls.As<Type>());
    int64_t position = 0;
    Value key, value;
    while (own->NextEntry(&position, &key, &value)) {
      if (!HasKind(value, ObjectKind::kMemberDescriptor)) continue;
      const auto* member = value.As<MemberDescriptor>();
      if (Value::Object(member->owner) == cls) names[member->slot] = member->name;
    }
  }
  return names;
}

}  // namespace

bool SameSlots(Isolate* iso, Type* a, Type* b) { return SlotNames(iso, a) == SlotNames(iso, b); }

bool MoveToClass(Isolate* iso, HeapObject* object, Type* type) {
  if (type->has_finalizer) WatchForFinalization(iso, object);
  // An object in shape mode goes along its names in the new class's tree of shapes, if the inline
  // room of both trees is the same; otherwise its attributes move to a dictionary.
  Shape* from = iso->shape_of(object);
  if (!from->is_dictionary) {
    Shape* to = type->root_shape;
    if (!to->is_dictionary && to->inline_capacity == from->inline_capacity) {
      for (Str* name : OwnAttributeNames(iso, object)) {
        if (to != nullptr) to = to->Add(iso, name);
      }
      if (to != nullptr) {
        object->shape = to->id;
        iso->Barrier(object);
        return true;
      }
    }
    if (type->has_dict && InstanceDict(iso, object) == nullptr) return false;
  }
  object->shape = type->dictionary_shape->id;
  iso->Barrier(object);
  return true;
}

}  // namespace krait
