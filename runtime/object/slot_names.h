// The names of all slots of a class, for its pickled state.
#ifndef KRAIT_RUNTIME_OBJECT_SLOT_NAMES_H_
#define KRAIT_RUNTIME_OBJECT_SLOT_NAMES_H_

namespace krait {

class Isolate;
struct List;
struct Type;

// Of the class and its bases, as descriptors have them (private ones mangled).
List* SlotNamesFor(Isolate* iso, Type* type);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SLOT_NAMES_H_
