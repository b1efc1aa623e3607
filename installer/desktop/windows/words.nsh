; What is said, in both languages.
!macro Word NAME FRENCH ENGLISH
  LangString ${NAME} ${LANG_FRENCH} "${FRENCH}"
  LangString ${NAME} ${LANG_ENGLISH} "${ENGLISH}"
!macroend
!insertmacro Word Too_Old \
  "FOFAL demande Windows 10 ou plus récent, en 64 bits." \
  "FOFAL needs 64-bit Windows 10 or newer."
!insertmacro Word Running \
  "FOFAL est ouvert sur cet ordinateur. Enregistrez votre travail, fermez FOFAL, puis choisissez « Réessayer »." \
  "FOFAL is open on this computer. Save your work, close FOFAL, then choose « Retry »."
!insertmacro Word Unplaced \
  "La nouvelle version n'a pas pu être mise en place ; celle d'avant est restée." \
  "The new version could not be put in its place; the one before has stayed."
!insertmacro Word Not_Allowed \
  "Pour tout l'ordinateur (/AllUsers), il faut être administrateur. Sans cela : /CurrentUser." \
  "For the whole computer (/AllUsers) one has to be an administrator. Otherwise: /CurrentUser."
!insertmacro Word Unknown \
  "Option inconnue : $R8. Il y a /S, /AllUsers, /CurrentUser, /SERVER=, /CA=, /LANG=, /CHANNEL= et /LIMIT=." \
  "Unknown option: $R8. There are /S, /AllUsers, /CurrentUser, /SERVER=, /CA=, /LANG=, /CHANNEL= and /LIMIT=."
!insertmacro Word Wrong_Server \
  "/SERVER= doit être une adresse comme https://erp.exemple.cm, avec un port au besoin : $Server" \
  "/SERVER= must be an address such as https://erp.example.cm, with a port if need be: $Server"
!insertmacro Word Wrong_Authority \
  "/CA= doit être le chemin entier d'un fichier PEM qui existe et contient un certificat : $Authority" \
  "/CA= must be the whole path of a PEM file that exists and holds a certificate: $Authority"
!insertmacro Word Wrong_Language \
  "/LANG= doit être fr ou en : $Spoken" \
  "/LANG= must be fr or en: $Spoken"
!insertmacro Word Wrong_Channel \
  "/CHANNEL= doit être stable, pilot ou off : $Channel" \
  "/CHANNEL= must be stable, pilot or off: $Channel"
!insertmacro Word Wrong_Limit \
  "/LIMIT= doit être un nombre de kilo-octets par seconde, de 1 à 999999 : $Limit" \
  "/LIMIT= must be a number of kilobytes a second, from 1 to 999999: $Limit"
!insertmacro Word Only_For_All \
  "/CHANNEL= et /LIMIT= sont des réglages de tout l'ordinateur : installez avec /AllUsers." \
  "/CHANNEL= and /LIMIT= are settings of the whole computer: install with /AllUsers."
!insertmacro Word Remove_Own \
  "Effacer aussi ce que FOFAL garde pour vous sur cet ordinateur : brouillons, saisies qui attendent d'être envoyées, préférences ? Ce qui n'a pas été envoyé serait perdu." \
  "Remove what FOFAL keeps for you on this computer as well: drafts, entries that wait to be sent, preferences? What was not sent would be lost."
