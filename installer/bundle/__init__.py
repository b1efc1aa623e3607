"""What the packaged programs are made of, and what must hold before a package is one."""
