// The call sites of one code object, made when the code first runs, and how a site's first entry
// becomes a quickened opcode.
#ifndef KRAIT_RUNTIME_INTERPRETER_CODE_SITES_H_
#define KRAIT_RUNTIME_INTERPRETER_CODE_SITES_H_

#include <cstdint>
#include <memory>

#include "callsite/call_site.h"
#include "runtime/bytecode/code.h"

namespace krait {

class CodeSites final : public callsite::SiteOwner {
 public:
  explicit CodeSites(Code* code);

  callsite::CallSite* sites() { return sites_.get(); }
  const SiteDescriptor& descriptor(const callsite::CallSite& site) const {
    return code_->body->descriptors[static_cast<size_t>(&site - sites_.get())];
  }
  size_t count() const { return code_->body->descriptors.size(); }

  void OnSiteChanged(callsite::CallSite& site) override;
  HeapObject* holder() const override { return code_; }
  // Sites keep what they are linked to alive until the next full collection, which does not ask them:
  // a class that is used by nobody but sites dies, and DropDead takes it out of them.
  void Trace(gc::Marker& marker) const;
  void DropDead(const gc::Heap& heap);
  // Unlinks the sites that depend on the globals.
  void ResetGlobals();
  // The heap goes away as a whole: leaves the switch points alone.
  void Abandon();

 private:
  Code* code_;
  std::unique_ptr<callsite::CallSite[]> sites_;
};

// To be called for every function that is made of the code: its global sites rely on one namespace.
void NoteGlobals(Isolate* iso, Code* code, Dict* globals);

// The sites of the code, made now if this is its first run.
CodeSites* MakeSites(Code* code);
inline CodeSites* SitesOf(Code* code) {
  CodeSites* sites = code->body->sites;
  return sites != nullptr ? sites : MakeSites(code);
}

}  // namespace krait

#endif  // KRAIT_RUNTIME_INTERPRETER_CODE_SITES_H_
