// krait: the command line.
#include "api/cli/command_line.h"

int main(int argc, char** argv) { return krait::cli::Main(argc, argv); }
