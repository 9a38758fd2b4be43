// Linking of attribute reads, writes and method loads.
//
// What an attribute of an instance means is decided by its class (descriptors, class attributes)
// and by its own slots. The shape guard covers both the class and the slots; the class attributes
// are covered by the cells that the look-up passed and by the class's hierarchy cell. Modules and
// classes as receivers are guarded by identity and read through the cell of the name.

#include "runtime/linkers/attribute_linker.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "callsite/call_site.h"
#include "callsite/property_cell.h"
#include "runtime/collection/dict.h"
#include "runtime/interpreter/interpreter.h"
#include "runtime/interpreter/script_call.h"
#include "runtime/isolate.h"
#include "runtime/linkers/leaves.h"
#include "runtime/linkers/special_linker.h"
#include "runtime/object/attribute.h"
#include "runtime/object/checks.h"
#include "runtime/object/descriptors.h"
#include "runtime/object/errors.h"
#include "runtime/object/function.h"
#include "runtime/object/module.h"
#include "runtime/object/operations.h"
#include "runtime/object/shape.h"
#include "runtime/object/type.h"
#include "runtime/text/str.h"

namespace krait {

using callsite::CallSite;
using callsite::Guard;
using callsite::GuardedInvocation;
using callsite::HandleRef;
using callsite::HandleTable;
using callsite::ShapeOf;
using callsite::SiteState;
using callsite::SlotIndex;

namespace {}  // namespace

bool IsObjectDefault(Isolate* iso, Type* type, Special special) {
  return TypeSpecial(iso, type, special) ==
         TypeSpecial(iso, iso->type(ObjectKind::kObject), special);
}

namespace {

SlotIndex SlotIndexOf(const Shape* shape, int slot) {
  // Word 0 behind the header is Instance::attributes.
  return slot < shape->inline_capacity ? slot + 1 : ~(slot - shape->inline_capacity);
}

// Does the instance go first, when it has an attribute of that name?
bool YieldsToInstance(ClassAttribute what) {
  switch (what) {
    case ClassAttribute::kAbsent:
    case ClassAttribute::kValue:
    case ClassAttribute::kMethod:
    case ClassAttribute::kStatic:
    case ClassAttribute::kClass:
      return true;
    default:
      return false;
  }
}

}  // namespace

ClassAttribute Classify(Isolate* iso, Value attribute) {
  if (!attribute) return ClassAttribute::kAbsent;
  if (!attribute.IsHeap()) return ClassAttribute::kValue;
  switch (static_cast<ObjectKind>(attribute.AsHeap()->kind)) {
    case ObjectKind::kFunction:
    case ObjectKind::kMethodDescriptor:
      return ClassAttribute::kMethod;
    case ObjectKind::kProperty:
      return HasKind(attribute.As<Property>()->getter, ObjectKind::kFunction) &&
                     IsExact(attribute, ObjectKind::kProperty)
                 ? ClassAttribute::kProperty
                 : ClassAttribute::kOther;
    case ObjectKind::kMemberDescriptor:
      return ClassAttribute::kMember;
    case ObjectKind::kGetSetDescriptor:
      return ClassAttribute::kComputed;
    case ObjectKind::kStaticMethod:
      return IsExact(attribute, ObjectKind::kStaticMethod) ? ClassAttribute::kStatic
                                                           : ClassAttribute::kOther;
    case ObjectKind::kClassMethod:
      return IsExact(attribute, ObjectKind::kClassMethod) && IsScript(Held(attribute))
                 ? ClassAttribute::kClass
                 : ClassAttribute::kOther;
    default:
      return TypeSpecial(iso, TypeOf(iso, attribute), Special::kGet) ||
                     TypeSpecial(iso, TypeOf(iso, attribute), Special::kSet) ||
                     TypeSpecial(iso, TypeOf(iso, attribute), Special::kDelete)
                 ? ClassAttribute::kOther
                 : ClassAttribute::kValue;
  }
}

namespace {

// What the class of a receiver says of a name, and the cells that this depends on.
struct ClassLookup {
  Type* type;
  Value attribute;
  ClassAttribute what;
  bool foldable;  // the attribute's own cell has not become Mutable
  std::vector<PropertyCell*> cells;
};

bool AllFoldable(Isolate* iso, const std::vector<PropertyCell*>& cells) {
  return std::all_of(cells.begin(), cells.end(),
                     [iso](PropertyCell* cell) { return cell->IsFoldable(iso->tick()); });
}

ClassLookup LookUpClass(Isolate* iso, Value receiver, Str* name) {
  ClassLookup found;
  found.type = TypeOf(iso, receiver);
  found.attribute = LookupOnTypeWithCells(iso, found.type, name, &found.cells);
  found.what = Classify(iso, found.attribute);
  found.foldable = AllFoldable(iso, found.cells);
  if ((found.type->type_flags & kImmutable) == 0) {
    found.cells.push_back(TypeHierarchy(iso, found.type));
  }
  return found;
}

// Is the member a slot that instances of the class have? A class may hold the descriptor of
// another.
bool IsSlotOf(const MemberDescriptor* member, Type* type) {
  return member->slot >= 0 && IsSubtype(type, member->owner);
}

bool Install(Isolate* iso, CallSite& site, Guard guard, HandleRef handle,
             std::vector<PropertyCell*> cells) {
  GuardedInvocation link;
  link.guard = guard;
  link.handle = std::move(handle);
  link.cells = std::move(cells);
  return site.Link(iso->heap(), std::move(link));
}

// The slot of the name in a plain instance's shape, or kNoSlot. Requires kind kObject.
int OwnSlot(Isolate* iso, HeapObject* object, Str* name) {
  Shape* shape = iso->shape_of(object);
  return shape->IsDictionary() ? Shape::kNoSlot : shape->Find(iso, name);
}

bool IsShapedInstance(Isolate* iso, Value receiver) {
  return HasKind(receiver, ObjectKind::kObject) &&
         !iso->shape_of(receiver.AsHeap())->IsDictionary();
}

// Could the receiver have an attribute of its own that the shape does not tell?
bool HasUnshapedAttributes(Isolate* iso, Value receiver) {
  if (!receiver.IsHeap() || HasKind(receiver, ObjectKind::kObject)) return false;
  return AttributesWord(iso, receiver.AsHeap()) != nullptr;
}

}  // namespace

bool LinkModule(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!IsExact(receiver, ObjectKind::kModule)) return false;
  Dict* dict = receiver.As<Module>()->dict;
  PropertyCell* cell = dict->HasCells() ? dict->FindCell(name) : nullptr;
  if (cell == nullptr || cell->IsAbsent()) return false;
  ClassLookup on_type = LookUpClass(iso, receiver, name);
  if (!YieldsToInstance(on_type.what)) return false;
  // What is found there holds as long as the module keeps its class: SetClass fires this cell.
  PropertyCell* of_class = dict->CellFor(iso, iso->names().dunder_class);
  if (of_class == nullptr) {
    TakePending(iso);  // no memory for it: no link
    return false;
  }
  return Install(iso, site, Guard::Identity(receiver), iso->interpreter().handles().GetCell(cell),
                 {of_class});
}

namespace {

// Class.name.
bool LinkClass(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!HasKind(receiver, ObjectKind::kType)) return false;
  Type* type = receiver.As<Type>();
  if (type->mro == nullptr) return false;  // the mro() of its metaclass is running
  ClassLookup on_metatype = LookUpClass(iso, receiver, name);
  if (!YieldsToInstance(on_metatype.what) || !on_metatype.foldable ||
      TypeSpecial(iso, on_metatype.type, Special::kGetattribute) !=
          TypeSpecial(iso, iso->type(ObjectKind::kType), Special::kGetattribute)) {
    return false;
  }
  std::vector<PropertyCell*> cells;
  Value attribute = LookupOnTypeWithCells(iso, type, name, &cells);
  Binding binding = Binding::kNone;
  switch (Classify(iso, attribute)) {
    case ClassAttribute::kValue:
    case ClassAttribute::kMethod:
      break;
    case ClassAttribute::kStatic:
      attribute = Held(attribute);
      break;
    case ClassAttribute::kClass:
      attribute = Held(attribute);
      binding = Binding::kReceiver;
      break;
    default:
      return false;
  }
  if (!AllFoldable(iso, cells)) return false;
  cells.insert(cells.end(), on_metatype.cells.begin(), on_metatype.cells.end());
  if ((type->type_flags & kImmutable) == 0) cells.push_back(TypeHierarchy(iso, type));
  return Install(iso, site, Guard::Identity(receiver),
                 iso->interpreter().handles().Constant(attribute, static_cast<int32_t>(binding)),
                 std::move(cells));
}

// Is what attributes mean decided by the class alone? These kinds have a way of their own.
bool HasOwnProtocol(Value receiver) {
  if (!receiver.IsHeap()) return false;
  switch (static_cast<ObjectKind>(receiver.AsHeap()->kind)) {
    case ObjectKind::kSuper:
    case ObjectKind::kGenericAlias:
    case ObjectKind::kWeakProxy:
    case ObjectKind::kWeakCallableProxy:
      return true;
    default:
      return false;
  }
}

// What was found on the class is the answer for every receiver of the shape, but for its binding.
bool LinkFound(Isolate* iso, CallSite& site, Value receiver, Str* name, ClassLookup& found) {
  if (!found.foldable || HasOwnProtocol(receiver)) return false;
  if (YieldsToInstance(found.what)) {
    if (HasUnshapedAttributes(iso, receiver)) return false;
    if (HasKind(receiver, ObjectKind::kObject) &&
        (!IsShapedInstance(iso, receiver) ||
         OwnSlot(iso, receiver.AsHeap(), name) != Shape::kNoSlot)) {
      return false;
    }
  }
  Value v = found.attribute;
  Binding binding = Binding::kNone;
  switch (found.what) {
    case ClassAttribute::kValue:
      break;
    case ClassAttribute::kMethod:
      binding = Binding::kReceiver;
      break;
    case ClassAttribute::kStatic:
      v = Held(v);
      break;
    case ClassAttribute::kClass:
      v = Held(v);
      binding = Binding::kClass;
      break;
    case ClassAttribute::kComputed: {
      const auto* computed = v.As<GetSetDescriptor>();
      if (computed->property->get == nullptr || !IsSubtype(found.type, computed->owner)) {
        return false;
      }
      binding = Binding::kComputed;
      if (computed->owner == iso->type(ObjectKind::kObject) &&
          computed->name == iso->names().dunder_class) {
        v = Value::Object(found.type);
        binding = Binding::kNone;
      }
      break;
    }
    default:
      return false;
  }
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Constant(v, static_cast<int32_t>(binding)),
                 std::move(found.cells));
}

// The class's own __getattribute__ or __setattr__, when it is a script function.
bool LinkHook(Isolate* iso, CallSite& site, Value receiver, Special special, FrameKind kind) {
  SpecialLookup lookup(iso);
  const Value hook = lookup.Find(TypeOf(iso, receiver), special);
  return IsScript(hook) && lookup.Link(site, Guard::Shape(ShapeOf(receiver)), hook, {kind, kReads});
}

// The class has no such attribute, the instance neither, but there is a __getattr__.
bool LinkGetattr(Isolate* iso, CallSite& site, Value receiver, ClassLookup& found) {
  std::vector<PropertyCell*> cells = std::move(found.cells);
  const Value hook =
      LookupOnTypeWithCells(iso, found.type, iso->special_name(Special::kGetattr), &cells);
  if (!IsScript(hook) || !AllFoldable(iso, cells)) return false;
  const SpecialUse use = {FrameKind::kAttribute, kLastHope};
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Special(hook.AsHeap(), use.Encode()),
                 std::move(cells));
}

// A descriptor of the class whose own class has the special method as a script function. The shape
// rules out an attribute of the instance that might come before it.
bool LinkDescriptor(Isolate* iso, CallSite& site, Value receiver, Str* name, ClassLookup& found,
                    Special special, FrameKind kind) {
  if (!found.foldable || !IsShapedInstance(iso, receiver) ||
      OwnSlot(iso, receiver.AsHeap(), name) != Shape::kNoSlot) {
    return false;
  }
  Type* type = TypeOf(iso, found.attribute);
  std::vector<PropertyCell*> cells = std::move(found.cells);
  const Value method = LookupOnTypeWithCells(iso, type, iso->special_name(special), &cells);
  if (!IsScript(method) || !AllFoldable(iso, cells)) return false;
  cells.push_back(TypeHierarchy(iso, type));
  const SpecialUse use = {kind, kDescriptor};
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                 iso->interpreter().handles().Special(found.attribute.AsHeap(), use.Encode()),
                 std::move(cells));
}

}  // namespace

bool LinkGetAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (LinkModule(iso, site, receiver, name) || LinkClass(iso, site, receiver, name)) return true;
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!IsObjectDefault(iso, found.type, Special::kGetattribute)) {
    return LinkHook(iso, site, receiver, Special::kGetattribute, FrameKind::kAttribute);
  }
  HandleTable& handles = iso->interpreter().handles();
  const Guard guard = Guard::Shape(ShapeOf(receiver));
  if (found.what == ClassAttribute::kProperty) {
    if (!found.foldable || HasUnshapedAttributes(iso, receiver)) return false;
    return Install(iso, site, guard,
                   handles.GetProperty(found.attribute.As<Property>()->getter.AsHeap()),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kMember) {
    const auto* member = found.attribute.As<MemberDescriptor>();
    if (!found.foldable || !IsShapedInstance(iso, receiver) || !IsSlotOf(member, found.type)) {
      return false;
    }
    const Shape* shape = iso->shape_of(receiver.AsHeap());
    return Install(iso, site, guard, handles.GetSlot(SlotIndexOf(shape, member->slot)),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kOther) {
    return LinkDescriptor(iso, site, receiver, name, found, Special::kGet, FrameKind::kAttribute);
  }
  if (IsShapedInstance(iso, receiver) && YieldsToInstance(found.what)) {
    const int slot = OwnSlot(iso, receiver.AsHeap(), name);
    if (slot != Shape::kNoSlot) {
      return Install(iso, site, guard,
                     handles.GetSlot(SlotIndexOf(iso->shape_of(receiver.AsHeap()), slot)),
                     std::move(found.cells));
    }
    if (found.what == ClassAttribute::kAbsent) return LinkGetattr(iso, site, receiver, found);
  }
  return LinkFound(iso, site, receiver, name, found);
}

bool LinkSetAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (!IsShapedInstance(iso, receiver)) return false;
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!IsObjectDefault(iso, found.type, Special::kSetattr)) {
    return LinkHook(iso, site, receiver, Special::kSetattr, FrameKind::kDiscard);
  }
  HandleTable& handles = iso->interpreter().handles();
  Shape* shape = iso->shape_of(receiver.AsHeap());
  const Guard guard = Guard::Shape(shape->id);
  if (found.what == ClassAttribute::kMember) {
    const auto* member = found.attribute.As<MemberDescriptor>();
    if (!found.foldable || !IsSlotOf(member, found.type) ||
        member->slot >= shape->inline_capacity) {
      return false;
    }
    return Install(iso, site, guard, handles.SetSlot(SlotIndexOf(shape, member->slot)),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kProperty && found.foldable &&
      IsScript(found.attribute.As<Property>()->setter)) {
    const SpecialUse use = {FrameKind::kDiscard, kAccessor};
    return Install(iso, site, guard,
                   handles.Special(found.attribute.As<Property>()->setter.AsHeap(), use.Encode()),
                   std::move(found.cells));
  }
  if (found.what == ClassAttribute::kOther) {
    return LinkDescriptor(iso, site, receiver, name, found, Special::kSet, FrameKind::kDiscard);
  }
  if (!YieldsToInstance(found.what) || !found.type->has_dict) return false;
  const int slot = shape->Find(iso, name);
  if (slot != Shape::kNoSlot) {
    if (slot >= shape->inline_capacity) return false;
    return Install(iso, site, guard, handles.SetSlot(SlotIndexOf(shape, slot)),
                   std::move(found.cells));
  }
  if (shape->slot_count >= shape->inline_capacity) return false;
  Shape* next = shape->Add(iso, name);
  if (next == nullptr) return false;
  return Install(iso, site, guard, handles.AddSlot(SlotIndexOf(next, next->slot_count - 1), next),
                 std::move(found.cells));
}

bool LinkLoadMethod(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  if (LinkModule(iso, site, receiver, name) || LinkClass(iso, site, receiver, name)) return true;
  if (IsExact(receiver, ObjectKind::kSuper)) {
    return Install(iso, site, Guard::Shape(ShapeOf(receiver)),
                   iso->interpreter().handles().Native(&kSuperMethodLeaf), {});
  }
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!IsObjectDefault(iso, found.type, Special::kGetattribute)) return false;
  return LinkFound(iso, site, receiver, name, found);
}

bool LinkDelAttr(Isolate* iso, CallSite& site, Value receiver, Str* name) {
  Type* type = TypeOf(iso, receiver);
  if (!IsObjectDefault(iso, type, Special::kDelattr)) {
    return LinkHook(iso, site, receiver, Special::kDelattr, FrameKind::kDiscard);
  }
  ClassLookup found = LookUpClass(iso, receiver, name);
  if (!found.foldable || !IsShapedInstance(iso, receiver)) return false;
  if (found.what == ClassAttribute::kOther &&
      IsScript(LookupSpecial(iso, found.attribute, Special::kDelete))) {
    return LinkDescriptor(iso, site, receiver, name, found, Special::kDelete, FrameKind::kDiscard);
  }
  HandleTable& handles = iso->interpreter().handles();
  HandleRef handle = handles.Native(&kProtocolLeaf);
  if (IsExact(found.attribute, ObjectKind::kProperty) &&
      IsScript(found.attribute.As<Property>()->deleter)) {
    const SpecialUse use = {FrameKind::kDiscard, kAccessor};
    handle = handles.Special(found.attribute.As<Property>()->deleter.AsHeap(), use.Encode());
  }
  return Install(iso, site, Guard::Shape(ShapeOf(receiver)), std::move(handle),
                 std::move(found.cells));
}

}  // namespace krait
