// Descriptor objects: property, staticmethod, classmethod, and those that classes are made with:
// members of __slots__ and computed attributes of built-in types.
//
// The methods of built-in types are NativeFunctions (function.h) of kinds kMethodDescriptor,
// kWrapperDescriptor and kClassMethodDescriptor; bound, kNativeFunction and kMethodWrapper.
#ifndef KRAIT_RUNTIME_OBJECT_DESCRIPTORS_H_
#define KRAIT_RUNTIME_OBJECT_DESCRIPTORS_H_

#include <cstdint>

#include "gc/header.h"
#include "gc/value.h"
#include "runtime/native.h"

namespace krait {

class Isolate;
struct Str;
struct Type;

struct Property : HeapObject {
  Value getter, setter, deleter;  // None where absent
  Value doc;
  Value name;                     // from __set_name__; Empty
  bool getter_doc;                // doc came from the getter
};

// Kinds kStaticMethod and kClassMethod.
struct MethodHolder : HeapObject {
  Value function;
  HeapObject* attributes;  // attribute word

  static MethodHolder* New(Isolate* iso, ObjectKind kind, Value function);
};

// A slot of __slots__, or a NativeProperty that is a member. Kind kMemberDescriptor.
struct MemberDescriptor : HeapObject {
  Type* owner;
  Str* name;
  const NativeProperty* property;  // null for a slot
  int32_t slot;  // reserved slot of the owner's shapes and of all its subclasses'; -1: property

  static MemberDescriptor* New(Isolate* iso, Type* owner, Str* name, int32_t slot);
};

// A NativeProperty on its type. Kind kGetSetDescriptor.
struct GetSetDescriptor : HeapObject {
  Type* owner;
  const NativeProperty* property;
  Str* name;

  static GetSetDescriptor* New(Isolate* iso, Type* owner, const NativeProperty* property);
};

// Binds `descriptor`, found on `owner` (the type of `instance`, or a class itself when `instance` is
// Empty), as attribute look-up does: functions become bound methods, properties run, any object with
// __get__ is asked, everything else is given as it is.
Value BindDescriptor(Isolate* iso, Value descriptor, Value instance, Type* owner);
// Stores into, or with Empty deletes, what the descriptor stands for.
bool SetMember(Isolate* iso, MemberDescriptor* d, Value instance, Value v);
bool SetComputed(Isolate* iso, GetSetDescriptor* d, Value instance, Value v);
// Has the descriptor's type __set__ or __delete__? Such a one goes before instance attributes.
bool IsDataDescriptor(Isolate* iso, Value descriptor);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_DESCRIPTORS_H_
