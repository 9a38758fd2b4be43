// Moving an object to another class.
#ifndef KRAIT_RUNTIME_OBJECT_INSTANCE_SHAPE_H_
#define KRAIT_RUNTIME_OBJECT_INSTANCE_SHAPE_H_

namespace krait {

class Isolate;
struct HeapObject;
struct Type;

// Do two classes reserve slots of the same names in the same order?
bool SameSlots(Isolate* iso, Type* a, Type* b);
// object.__class__ = type; the layouts are known to agree.
bool MoveToClass(Isolate* iso, HeapObject* object, Type* type);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_INSTANCE_SHAPE_H_
