#include "runtime/interpreter/code_sites.h"

#include "gc/marker.h"
#include "runtime/isolate.h"
#include "runtime/linkers/quicken.h"

namespace krait {

using callsite::CallSite;

CodeSites::CodeSites(Code* code)
    : code_(code), sites_(std::make_unique<CallSite[]>(code->body->descriptors.size())) {
  const std::vector<Word>& words = code->body->words;
  for (size_t pc = 0; pc < words.size();) {
    const OpInfo& info = InfoOf(OpOf(words[pc]));
    if (info.format[3] == 'S') sites_[words[pc + 1]].Initialize(this, static_cast<uint32_t>(pc));
    pc += static_cast<size_t>(info.length);
  }
}

void CodeSites::OnSiteChanged(CallSite& site) {
  Word& word = code_->body->words[site.position()];
  const Op op = QuickenedOp(descriptor(site).op, site);
  word = (word & ~Word{0xFF}) | static_cast<Word>(op);
}

void CodeSites::Trace(gc::Marker& marker) const {
  const bool weakly = marker.is_full();
  for (size_t i = 0; i < count(); ++i) {
    if (weakly) {
      sites_[i].TraceComposed(marker);
    } else {
      sites_[i].Trace(marker);
    }
  }
}

void CodeSites::DropDead(const gc::Heap& heap) {
  for (size_t i = 0; i < count(); ++i) sites_[i].DropDead(heap);
}

void CodeSites::Abandon() {
  for (size_t i = 0; i < count(); ++i) sites_[i].Abandon();
}

void CodeSites::ResetGlobals() {
  for (size_t i = 0; i < count(); ++i) {
    switch (code_->body->descriptors[i].op) {
      case Op::kLoadGlobal:
      case Op::kStoreGlobal:
      case Op::kLoadName:
      case Op::kStoreName:
      case Op::kDeleteGlobal:
      case Op::kDeleteName:
      case Op::kImportName:
        sites_[i].Reset();
        break;
      default:
        break;
    }
  }
}

void NoteGlobals(Isolate* iso, Code* code, Dict* globals) {
  Code::Body* body = code->body;
  if (body->globals == globals || body->shared_globals) return;
  if (body->globals == nullptr) {
    body->globals = globals;
    iso->Barrier(code);
    return;
  }
  body->shared_globals = true;
  if (body->sites != nullptr) body->sites->ResetGlobals();
}

CodeSites* MakeSites(Code* code) { return code->body->sites = new CodeSites(code); }

Code::Body::~Body() { delete sites; }

}  // namespace krait
