// Method resolution order, layout of instances by the bases, and what follows when they change.
#ifndef KRAIT_RUNTIME_OBJECT_MRO_H_
#define KRAIT_RUNTIME_OBJECT_MRO_H_

#include "runtime/object/kinds.h"

namespace krait {

class Isolate;
struct Tuple;
struct Type;

// The C3 linearisation, `type` first. Null with TypeError pending.
Tuple* LinearizeBases(Isolate* iso, Type* type, Tuple* bases);
// Sets type->mro: by the metaclass's mro() method if it has an own one, else by C3.
bool ComputeMro(Isolate* iso, Type* type);
// The base that decides the layout of instances. Null with TypeError pending: a base is no class, must
// not be subclassed, or two of them conflict.
Type* BestBase(Isolate* iso, Tuple* bases);
// The closest class in the line of best bases that adds to the layout of instances.
Type* SolidBase(Isolate* iso, Type* type);
// The first base by layout of a complete type: __base__. Null for object.
Type* LayoutBase(Isolate* iso, const Type* type);
// type.__bases__ = bases.
bool SetBases(Isolate* iso, Type* type, Tuple* bases);
// May instances of one class become instances of the other (object.__class__ = ...)?
bool SameLayout(const Type* a, const Type* b);

// Does the kind's C++ layout have a field of its own for attributes?
bool KindHasAttributeWord(ObjectKind kind);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_MRO_H_
