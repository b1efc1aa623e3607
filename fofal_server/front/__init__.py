"""Where connections arrive: who may keep one open for how long, and with which certificate it is closed to others."""
