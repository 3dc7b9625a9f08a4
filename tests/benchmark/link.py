"""A slow link that this program makes itself.

As root on Linux it is real: two network devices, of which the second stands in a network namespace with the server, and
a loop that hands each packet from one to the other late and in turn. Connections open, start slowly and queue as over
a phone's. No kernel module (netem) is needed, and all of it goes when the program ends.
"""

import ctypes
import fcntl
import os
import struct
import subprocess

ROUND_TRIP = 0.150  # Seconds
RATE = 1_600_000  # Bits a second, each way
# Numbers from the kernel's headers: CLONE_NEWNET, TUNSETIFF, IFF_TUN | IFF_NO_PI.
NEW_NETWORK, NEW_DEVICE, WHOLE_PACKETS = 0x40000000, 0x400454CA, 0x1001


def possible():
    return os.path.exists("/dev/net/tun") and os.geteuid() == 0


def device(address):
    """A new network device in this thread's network, and its packets as a file."""
    packets = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    request = fcntl.ioctl(packets, NEW_DEVICE, struct.pack("16sH22x", b"slow%d", WHOLE_PACKETS))
    name = request[:16].rstrip(b"\0").decode()
    subprocess.run(["ip", "address", "add", f"{address}/30", "dev", name], check=True)
    subprocess.run(["ip", "link", "set", name, "up"], check=True)
    return packets


def carry(loop, source, target):
    """One direction: a packet leaves when those before it have left, and arrives half a round trip later."""
    free = 0.0

    def take():
        nonlocal free
        packet = os.read(source, 65535)
        free = max(free, loop.time()) + len(packet) * 8 / RATE
        loop.call_at(free + ROUND_TRIP / 2, os.write, target, packet)

    loop.add_reader(source, take)


def make(loop, subnet):
    """Move this thread to a network of its own, reached only over the link; its address there."""
    near = device(f"10.77.{subnet}.1")
    if ctypes.CDLL(None, use_errno=True).unshare(NEW_NETWORK):
        raise OSError(ctypes.get_errno(), "No network namespace")
    far = device(f"10.77.{subnet}.2")
    # What one connection learned about the link must not help the next.
    with open("/proc/sys/net/ipv4/tcp_no_metrics_save", "w") as setting:
        setting.write("1")
    carry(loop, near, far)
    carry(loop, far, near)
    return f"10.77.{subnet}.2"
