// __slots__, and the __dict__ and __weakref__ that classes without it get.
#ifndef KRAIT_RUNTIME_OBJECT_SLOTS_H_
#define KRAIT_RUNTIME_OBJECT_SLOTS_H_

namespace krait {

class Isolate;
struct NativeProperty;
struct Type;

// Decides from the namespace of a class in the making which slots, dictionary and weak references its
// instances have beyond those of `base`, and puts the descriptors into the namespace.
bool DeclareSlots(Isolate* iso, Type* type, const Type* base);
// The computed attribute "__dict__" of instances.
const NativeProperty* InstanceDictProperty();

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SLOTS_H_
