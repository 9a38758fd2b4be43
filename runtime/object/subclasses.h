// The weak lists of direct subclasses that types keep, so that changes reach them.
#ifndef KRAIT_RUNTIME_OBJECT_SUBCLASSES_H_
#define KRAIT_RUNTIME_OBJECT_SUBCLASSES_H_

#include <span>

namespace krait {

class Isolate;
namespace gc {
class Heap;
}
struct Type;

void AddSubclass(Isolate* iso, Type* base, Type* subclass);
void RemoveSubclass(Type* base, Type* subclass);
// Valid until the next allocation or change.
std::span<Type* const> Subclasses(const Type* type);
// Drops the ones that died.
void SweepSubclasses(Type* type, const gc::Heap& heap);

}  // namespace krait

#endif  // KRAIT_RUNTIME_OBJECT_SUBCLASSES_H_
