"""All functions of `nest`, and the helpers they are made of."""
from .lib.hl_api_connections import *
from .lib.hl_api_exceptions import NESTError, NESTErrors
from .lib.hl_api_helper import *
from .lib.hl_api_info import *
from .lib.hl_api_models import *
from .lib.hl_api_nodes import *
from .lib.hl_api_parallel_computing import *
from .lib.hl_api_simulation import *
from .lib.hl_api_subnets import *

__all__ = [
    "BeginSubnet", "CGConnect", "CGParse", "CGSelectImplementation", "ChangeSubnet", "Cleanup", "Connect",
    "ConnectionRules", "CopyModel", "Create", "CurrentSubnet", "DataConnect", "DisableStructuralPlasticity",
    "Disconnect", "DisconnectOneToOne", "EnableStructuralPlasticity", "EndSubnet", "GetChildren", "GetConnections",
    "GetDefaults", "GetKernelStatus", "GetLID", "GetLeaves", "GetNetwork", "GetNodes", "GetStatus",
    "GetStructuralPlasticityStatus", "Install", "LayoutNetwork", "Models", "NumProcesses", "Prepare", "PrintNetwork",
    "Rank", "ResetKernel", "ResetNetwork", "Run", "RunManager", "SetAcceptableLatency", "SetDefaults",
    "SetKernelStatus", "SetMaxBuffered", "SetStatus", "SetStructuralPlasticityStatus", "Simulate", "authors",
    "get_verbosity", "help", "helpdesk", "message", "set_verbosity", "sysinfo", "version",
]
