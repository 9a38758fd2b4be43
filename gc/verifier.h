// Checks of the heap's invariants, in verify mode.
#ifndef KRAIT_GC_VERIFIER_H_
#define KRAIT_GC_VERIFIER_H_

#include "gc/header.h"

namespace krait::gc {

class Heap;
struct HeapParts;

class Verifier {
 public:
  Verifier(Heap& heap, HeapParts& parts) : heap_(heap), parts_(parts) {}

  // Before a minor collection: an old object that refers to a young one is remembered.
  void CheckRememberedSet();
  // After a collection: what survived refers to survivors only.
  void CheckSurvivors();

 private:
  void CheckReferences(HeapObject* object);
  template <typename F>
  void ForEachOld(F&& f);

  Heap& heap_;
  HeapParts& parts_;
  const char* when_ = "";
  HeapObject* holder_ = nullptr;
};

}  // namespace krait::gc

#endif  // KRAIT_GC_VERIFIER_H_
