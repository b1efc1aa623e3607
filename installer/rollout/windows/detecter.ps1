# Intune, règle de détection personnalisée : une phrase et 0 quand la version voulue, ou une plus récente, est là.
$wanted = [version]'0.1.0'
$key = 'HKLM:\Software\Microsoft\Windows\CurrentVersion\Uninstall\FOFAL'
$found = (Get-ItemProperty -Path $key -ErrorAction SilentlyContinue).DisplayVersion
if ($found -and [version]$found -ge $wanted) {
    Write-Output "FOFAL $found"
    exit 0
}
exit 1
