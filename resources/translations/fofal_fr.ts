<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About FOFAL</source>
        <translation>À propos de FOFAL</translation>
    </message>
    <message>
        <source>Licences of what FOFAL is made of</source>
        <translation>Licences de ce dont FOFAL est fait</translation>
    </message>
    <message>
        <source>Copy for support</source>
        <translation>Copier pour l’assistance</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>{0}, development</source>
        <translation>{0}, développement</translation>
    </message>
    <message>
        <source>Build</source>
        <translation>Construction</translation>
    </message>
    <message>
        <source>Update channel</source>
        <translation>Canal des mises à jour</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>Server version</source>
        <translation>Version du serveur</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnue</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>Text of the licence</source>
        <translation>Texte de la licence</translation>
    </message>
    <message>
        <source>Copied: paste it into your message to the support.</source>
        <translation>Copié&#xa0;: collez-le dans votre message à l’assistance.</translation>
    </message>
</context>
<context>
    <name>ActDialog</name>
    <message>
        <source>Process together</source>
        <translation>Traiter ensemble</translation>
    </message>
    <message numerus="yes">
        <source>Process together: %n record(s)</source>
        <translation>
            <numerusform>Traiter ensemble&#xa0;: %n fiche</numerusform>
            <numerusform>Traiter ensemble&#xa0;: %n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) are left out: their state does not allow it.</source>
        <translation>
            <numerusform>%n fiche est laissée de côté&#xa0;: son état ne le permet pas.</numerusform>
            <numerusform>%n fiches sont laissées de côté&#xa0;: leur état ne le permet pas.</numerusform>
        </translation>
    </message>
    <message>
        <source>Will be done</source>
        <translation>Sera fait</translation>
    </message>
    <message>
        <source>Left out: {0}</source>
        <translation>Laissée de côté&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>Alarm</name>
    <message numerus="yes">
        <source>%n new alert(s).</source>
        <translation>
            <numerusform>%n alerte nouvelle.</numerusform>
            <numerusform>%n alertes nouvelles.</numerusform>
        </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Take in hand</source>
        <translation>Prendre en charge</translation>
    </message>
</context>
<context>
    <name>AlertPane</name>
    <message>
        <source>What to do</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>Ouvrir la fiche</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Déroulement</translation>
    </message>
    <message>
        <source>No alert chosen</source>
        <translation>Aucune alerte choisie</translation>
    </message>
    <message>
        <source>Choose a line of the table.</source>
        <translation>Choisissez une ligne du tableau.</translation>
    </message>
    <message>
        <source>since {0}</source>
        <translation>depuis le {0}</translation>
    </message>
    <message numerus="yes">
        <source>came back %n time(s)</source>
        <translation>
            <numerusform>revenue %n fois</numerusform>
            <numerusform>revenue %n fois</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Alerts</name>
    <message>
        <source>Not over</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>In nobody&apos;s hand</source>
        <translation>Que personne n’a prises</translation>
    </message>
    <message>
        <source>In hand</source>
        <translation>Prises en charge</translation>
    </message>
    <message>
        <source>Over</source>
        <translation>Terminées</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
</context>
<context>
    <name>AlertsPage</name>
    <message>
        <source>Centre of alerts</source>
        <translation>Centre d’alertes</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alerte</numerusform>
            <numerusform>%n alertes</numerusform>
        </translation>
    </message>
    <message>
        <source>All is well</source>
        <translation>Tout va bien</translation>
    </message>
    <message>
        <source>Nothing of this kind</source>
        <translation>Rien de ce genre</translation>
    </message>
    <message>
        <source>No alert is to be seen to here.</source>
        <translation>Aucune alerte ne demande rien ici.</translation>
    </message>
    <message>
        <source>However grave</source>
        <translation>Toute gravité</translation>
    </message>
    <message>
        <source>From: {0}</source>
        <translation>À partir de&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Which alerts</source>
        <translation>Quelles alertes</translation>
    </message>
    <message>
        <source>How grave</source>
        <translation>Gravité</translation>
    </message>
</context>
<context>
    <name>ApprovalBar</name>
    <message>
        <source>See the request</source>
        <translation>Voir la demande</translation>
    </message>
    <message>
        <source>This record waits for the agreement of others. Meanwhile it stays as it is.</source>
        <translation>Cette fiche attend l&apos;accord d&apos;autres personnes. D&apos;ici là, elle reste telle quelle.</translation>
    </message>
    <message>
        <source>Everybody has agreed: the action can be carried out.</source>
        <translation>Tous les accords sont donnés&#xa0;: l&apos;action peut être exécutée.</translation>
    </message>
    <message>
        <source>Requested. Agreement is missing from: {0}</source>
        <translation>demande envoyée. Il manque l&apos;accord de&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>ApprovalRequestPage</name>
    <message>
        <source>Open the record</source>
        <translation>Ouvrir la fiche</translation>
    </message>
</context>
<context>
    <name>AsRead</name>
    <message>
        <source>Offline: as read on {0} at {1}</source>
        <translation>Hors ligne&#xa0;: tel que lu le {0} à {1}</translation>
    </message>
    <message>
        <source>Meanwhile: as read on {0} at {1}</source>
        <translation>En attendant la réponse&#xa0;: tel que lu le {0} à {1}</translation>
    </message>
</context>
<context>
    <name>Asked</name>
    <message>
        <source>{0}: asked for, leaves as soon as the server answers.</source>
        <translation>{0}&#xa0;: demandé, partira dès que le serveur répond.</translation>
    </message>
    <message>
        <source>{0}: refused. {1}</source>
        <translation>{0}&#xa0;: refusé. {1}</translation>
    </message>
    <message>
        <source>{0}: waits for the server.</source>
        <translation>{0}&#xa0;: attend le serveur.</translation>
    </message>
</context>
<context>
    <name>AskedFields</name>
    <message>
        <source>To be filled in.</source>
        <translation>À remplir.</translation>
    </message>
</context>
<context>
    <name>AttachmentPreview</name>
    <message>
        <source>Show it large (Space)</source>
        <translation>L’afficher en grand (Espace)</translation>
    </message>
    <message>
        <source>The text goes on.</source>
        <translation>Le texte continue.</translation>
    </message>
    <message>
        <source>Added {0} by {1}</source>
        <translation>Ajouté le {0} par {1}</translation>
    </message>
</context>
<context>
    <name>AttachmentsPane</name>
    <message>
        <source>Add a file</source>
        <translation>Ajouter un fichier</translation>
    </message>
    <message>
        <source>“{0}” would be gone for good: a file that was removed does not come back.</source>
        <translation>«&#xa0;{0}&#xa0;» sera supprimé pour de bon&#xa0;: une pièce jointe retirée ne revient pas.</translation>
    </message>
    <message>
        <source>Files of this kind are not shown here: Enter opens it in its program.</source>
        <translation>Ce genre de fichier ne s’affiche pas ici&#xa0;: Entrée l’ouvre dans son programme.</translation>
    </message>
    <message>
        <source>A large file: Space fetches and shows it.</source>
        <translation>Fichier volumineux&#xa0;: Espace le télécharge et l’affiche.</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Pièces jointes</translation>
    </message>
    <message>
        <source>Remove the file</source>
        <translation>Retirer le fichier</translation>
    </message>
    <message>
        <source>No file yet. Drop one here.</source>
        <translation>Aucun fichier. Déposez-en un ici.</translation>
    </message>
    <message>
        <source>No file yet.</source>
        <translation>Aucun fichier.</translation>
    </message>
</context>
<context>
    <name>AuditEventPage</name>
    <message>
        <source>Open the record</source>
        <translation>Ouvrir la fiche</translation>
    </message>
    <message>
        <source>The values fall under rights that you do not hold.</source>
        <translation>Les valeurs relèvent de droits que vous n’avez pas.</translation>
    </message>
    <message>
        <source>What was changed</source>
        <translation>Ce qui a été modifié</translation>
    </message>
</context>
<context>
    <name>BackupSetsModel</name>
    <message>
        <source>Taken</source>
        <translation>Prise le</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Good</source>
        <translation>Bonne</translation>
    </message>
    <message>
        <source>Not checked</source>
        <translation>Non vérifiée</translation>
    </message>
    <message>
        <source>Unusable</source>
        <translation>Inutilisable</translation>
    </message>
    <message>
        <source>Whole, to any moment</source>
        <translation>Complète, à tout instant</translation>
    </message>
    <message>
        <source>Content only</source>
        <translation>Contenu seul</translation>
    </message>
</context>
<context>
    <name>CellMenu</name>
    <message>
        <source>Only rows where {0}</source>
        <translation>Seulement les lignes où {0}</translation>
    </message>
</context>
<context>
    <name>ChangeDialog</name>
    <message>
        <source>Change together</source>
        <translation>Modifier ensemble</translation>
    </message>
    <message numerus="yes">
        <source>Change together: %n record(s)</source>
        <translation>
            <numerusform>Modifier ensemble&#xa0;: %n fiche</numerusform>
            <numerusform>Modifier ensemble&#xa0;: %n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
    <message>
        <source>Choose a field, then its new value.</source>
        <translation>Choisissez un champ, puis sa nouvelle valeur.</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Records that change</source>
        <translation>Fiches qui changent</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Enter a value.</source>
        <translation>Saisissez une valeur.</translation>
    </message>
    <message>
        <source>Stopped: nothing was changed.</source>
        <translation>Arrêté&#xa0;: rien n’a été modifié.</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n erreur</numerusform>
            <numerusform>%n erreurs</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}. Nothing is stored while one of the records is refused.</source>
        <translation>{0}. Rien n’est enregistré tant qu’une des fiches est refusée.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Rien ne changerait.</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) would change. Nothing is stored yet.</source>
        <translation>
            <numerusform>%n fiche changerait. Rien n’est encore enregistré.</numerusform>
            <numerusform>%n fiches changeraient. Rien n’est encore enregistré.</numerusform>
        </translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Modifier</translation>
    </message>
    <message>
        <source>Look at it first</source>
        <translation>Voir ce qui change</translation>
    </message>
</context>
<context>
    <name>ChipRow</name>
    <message>
        <source>Remove all</source>
        <translation>Tout retirer</translation>
    </message>
    <message>
        <source>Remove the filter: {0}</source>
        <translation>Retirer le filtre&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>Chooser</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ChosenPane</name>
    <message>
        <source>Open the record</source>
        <translation>Ouvrir la fiche</translation>
    </message>
    <message>
        <source>Change the outline</source>
        <translation>Modifier le contour</translation>
    </message>
    <message numerus="yes">
        <source>%n plot(s) chosen</source>
        <translation>
            <numerusform>%n parcelle choisie</numerusform>
            <numerusform>%n parcelles choisies</numerusform>
        </translation>
    </message>
    <message>
        <source>No plot chosen</source>
        <translation>Aucune parcelle choisie</translation>
    </message>
    <message>
        <source>Click a plot; Ctrl adds another, Shift draws a band around several.</source>
        <translation>Cliquez sur une parcelle&#xa0;; Ctrl en ajoute une autre, Maj trace un cadre autour de plusieurs.</translation>
    </message>
    <message>
        <source>{0} together</source>
        <translation>{0} en tout</translation>
    </message>
</context>
<context>
    <name>ColumnHeader</name>
    <message>
        <source>Columns as at the beginning</source>
        <translation>Colonnes comme au début</translation>
    </message>
</context>
<context>
    <name>Command</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Page d’avant</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Page d’après</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Sommaire</translation>
    </message>
    <message>
        <source>Print the page</source>
        <translation>Imprimer la page</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouveau</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message>
        <source>Add a filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Filtres enregistrés</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Print</source>
        <translation>Imprimer</translation>
    </message>
    <message>
        <source>Copy the rows</source>
        <translation>Copier les lignes</translation>
    </message>
    <message>
        <source>Paste rows</source>
        <translation>Coller des lignes</translation>
    </message>
    <message>
        <source>Change together</source>
        <translation>Modifier ensemble</translation>
    </message>
    <message>
        <source>Process together</source>
        <translation>Traiter ensemble</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>Regroupements</translation>
    </message>
    <message>
        <source>Refresh</source>
        <translation>Actualiser</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>Colonnes</translation>
    </message>
    <message>
        <source>Details beside the list</source>
        <translation>Détails à côté de la liste</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>Trier par cette colonne</translation>
    </message>
    <message>
        <source>Sort by this column too</source>
        <translation>Trier aussi par cette colonne</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Dupliquer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>Attachments</source>
        <translation>Pièces jointes</translation>
    </message>
    <message>
        <source>Show the file large</source>
        <translation>Afficher le fichier en grand</translation>
    </message>
    <message>
        <source>Open the file in its program</source>
        <translation>Ouvrir le fichier dans son programme</translation>
    </message>
    <message>
        <source>Copy the link</source>
        <translation>Copier le lien</translation>
    </message>
    <message>
        <source>Previous record</source>
        <translation>Fiche précédente</translation>
    </message>
    <message>
        <source>Next record</source>
        <translation>Fiche suivante</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Go to…</source>
        <translation>Aller à…</translation>
    </message>
    <message>
        <source>Close the tab</source>
        <translation>Fermer l’onglet</translation>
    </message>
    <message>
        <source>Detach into a window</source>
        <translation>Détacher dans une fenêtre</translation>
    </message>
    <message>
        <source>Put back into the main window</source>
        <translation>Remettre dans la fenêtre principale</translation>
    </message>
    <message>
        <source>Next tab</source>
        <translation>Onglet suivant</translation>
    </message>
    <message>
        <source>Previous tab</source>
        <translation>Onglet précédent</translation>
    </message>
    <message>
        <source>Show or hide the modules</source>
        <translation>Montrer ou cacher les modules</translation>
    </message>
    <message>
        <source>Light or dark theme</source>
        <translation>Thème clair ou sombre</translation>
    </message>
    <message>
        <source>Larger text</source>
        <translation>Texte plus grand</translation>
    </message>
    <message>
        <source>Smaller text</source>
        <translation>Texte plus petit</translation>
    </message>
    <message>
        <source>Français / English</source>
        <translation>English / Français</translation>
    </message>
    <message>
        <source>Change my password</source>
        <translation>Changer mon mot de passe</translation>
    </message>
    <message>
        <source>My second factor</source>
        <translation>Mon second facteur</translation>
    </message>
    <message>
        <source>My sessions</source>
        <translation>Mes sessions</translation>
    </message>
    <message>
        <source>What I am told</source>
        <translation>Ce qui m’est dit</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>A look around</source>
        <translation>Visite guidée</translation>
    </message>
    <message>
        <source>About FOFAL</source>
        <translation>À propos de FOFAL</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>Verrouiller</translation>
    </message>
    <message>
        <source>Automatic lock</source>
        <translation>Verrouillage automatique</translation>
    </message>
    <message>
        <source>To be sent</source>
        <translation>À envoyer</translation>
    </message>
    <message>
        <source>Last notices</source>
        <translation>Derniers avis</translation>
    </message>
    <message>
        <source>Update from a folder…</source>
        <translation>Mettre à jour depuis un dossier…</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>Copier le tableau</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>Restore on trial</source>
        <translation>Restaurer à l’essai</translation>
    </message>
    <message>
        <source>Letter on trial</source>
        <translation>Courriel d’essai</translation>
    </message>
    <message>
        <source>Take in hand</source>
        <translation>Prendre en charge</translation>
    </message>
    <message>
        <source>It is over</source>
        <translation>C’est résolu</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Noter</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Choisir</translation>
    </message>
    <message>
        <source>Measure a distance</source>
        <translation>Mesurer une distance</translation>
    </message>
    <message>
        <source>Measure an area</source>
        <translation>Mesurer une surface</translation>
    </message>
    <message>
        <source>Draw a plot</source>
        <translation>Dessiner une parcelle</translation>
    </message>
    <message>
        <source>Add a point</source>
        <translation>Ajouter un point</translation>
    </message>
    <message>
        <source>Draw a hole</source>
        <translation>Dessiner un trou</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>Chercher un lieu</translation>
    </message>
    <message>
        <source>Find a plot</source>
        <translation>Chercher une parcelle</translation>
    </message>
    <message>
        <source>Nearer (+)</source>
        <translation>Plus près (+)</translation>
    </message>
    <message>
        <source>Farther (−)</source>
        <translation>Plus loin (−)</translation>
    </message>
    <message>
        <source>Show everything (Home)</source>
        <translation>Tout montrer (Origine)</translation>
    </message>
    <message>
        <source>Print the map</source>
        <translation>Imprimer la carte</translation>
    </message>
    <message>
        <source>Move the map</source>
        <translation>Déplacer la carte</translation>
    </message>
    <message>
        <source>Nearer</source>
        <translation>Plus près</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Plus loin</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>Next or previous plot</source>
        <translation>Parcelle suivante ou précédente</translation>
    </message>
    <message>
        <source>Choose what is in the middle</source>
        <translation>Choisir ce qui est au milieu</translation>
    </message>
    <message>
        <source>Open the chosen plot</source>
        <translation>Ouvrir la parcelle choisie</translation>
    </message>
    <message>
        <source>Lay the tool down</source>
        <translation>Poser l’outil</translation>
    </message>
    <message>
        <source>A corner in the middle of the map</source>
        <translation>Un sommet au milieu de la carte</translation>
    </message>
    <message>
        <source>Close the outline, then save it</source>
        <translation>Fermer le contour, puis l’enregistrer</translation>
    </message>
    <message>
        <source>Next or previous corner</source>
        <translation>Sommet suivant ou précédent</translation>
    </message>
    <message>
        <source>Move the corner (Alt and an arrow)</source>
        <translation>Déplacer le sommet (Alt et une flèche)</translation>
    </message>
    <message>
        <source>A corner on the edge that follows</source>
        <translation>Un sommet sur le côté qui suit</translation>
    </message>
    <message>
        <source>Remove the corner</source>
        <translation>Retirer le sommet</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rétablir</translation>
    </message>
    <message>
        <source>Previous month</source>
        <translation>Mois précédent</translation>
    </message>
    <message>
        <source>Next month</source>
        <translation>Mois suivant</translation>
    </message>
    <message>
        <source>Previous sites</source>
        <translation>Sites précédents</translation>
    </message>
    <message>
        <source>Next sites</source>
        <translation>Sites suivants</translation>
    </message>
    <message>
        <source>Thresholds</source>
        <translation>Seuils</translation>
    </message>
    <message>
        <source>Rain book</source>
        <translation>Carnet de pluie</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Entries that are not saved</source>
        <translation>Saisies non enregistrées</translation>
    </message>
    <message>
        <source>Select several rows</source>
        <translation>Choisir plusieurs lignes</translation>
    </message>
    <message>
        <source>Open what is chosen, else choose from the list</source>
        <translation>Ouvrir la fiche choisie, sinon choisir dans la liste</translation>
    </message>
    <message>
        <source>Create what is missing</source>
        <translation>Créer ce qui manque</translation>
    </message>
    <message>
        <source>Show what fits</source>
        <translation>Montrer les propositions</translation>
    </message>
    <message>
        <source>Calendar of a date</source>
        <translation>Calendrier d’une date</translation>
    </message>
    <message>
        <source>Next or previous cell</source>
        <translation>Case suivante, précédente</translation>
    </message>
    <message>
        <source>Copy from the line above</source>
        <translation>Recopier la case du dessus</translation>
    </message>
    <message>
        <source>Remove the line</source>
        <translation>Retirer la ligne</translation>
    </message>
    <message>
        <source>Move the line up or down</source>
        <translation>Monter, descendre la ligne</translation>
    </message>
    <message>
        <source>Empty the cells</source>
        <translation>Vider les cases</translation>
    </message>
    <message>
        <source>Copy, paste, also from a spreadsheet</source>
        <translation>Copier, coller, aussi depuis un tableur</translation>
    </message>
    <message>
        <source>Next or previous value</source>
        <translation>Valeur suivante, précédente</translation>
    </message>
    <message>
        <source>Ten values on or back</source>
        <translation>Dix valeurs plus loin, en arrière</translation>
    </message>
    <message>
        <source>First or last value</source>
        <translation>Première, dernière valeur</translation>
    </message>
    <message>
        <source>Next or previous tile</source>
        <translation>Tuile suivante ou précédente</translation>
    </message>
    <message>
        <source>Open what it counts</source>
        <translation>Ouvrir ce qu’elle compte</translation>
    </message>
    <message>
        <source>Move the tile</source>
        <translation>Déplacer la tuile</translation>
    </message>
    <message>
        <source>Take the tile away</source>
        <translation>Enlever la tuile</translation>
    </message>
    <message>
        <source>Next or previous sensor</source>
        <translation>Capteur suivant, précédent</translation>
    </message>
    <message>
        <source>Show it over time</source>
        <translation>Le montrer dans le temps</translation>
    </message>
    <message>
        <source>Open its record</source>
        <translation>Ouvrir sa fiche</translation>
    </message>
    <message>
        <source>Send now</source>
        <translation>Envoyer maintenant</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Arrange the tiles</source>
        <translation>Arranger les tuiles</translation>
    </message>
    <message>
        <source>As at the beginning</source>
        <translation>Comme au début</translation>
    </message>
</context>
<context>
    <name>CommandPalette</name>
    <message>
        <source>A record, a screen, something to do…</source>
        <translation>Une fiche, un écran, quelque chose à faire…</translation>
    </message>
    <message>
        <source>Looked at lately</source>
        <translation>Vues récemment</translation>
    </message>
    <message>
        <source>Go to, do</source>
        <translation>Aller à, faire</translation>
    </message>
    <message>
        <source>Searching the records…</source>
        <translation>Recherche dans les fiches…</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>There are more records: type another word.</source>
        <translation>Il y a d’autres fiches&#xa0;: tapez un mot de plus.</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer letters, or another word.</source>
        <translation>Rien de trouvé. Essayez moins de lettres, ou un autre mot.</translation>
    </message>
</context>
<context>
    <name>ConditionsPage</name>
    <message>
        <source>Add a condition…</source>
        <translation>Ajouter une condition…</translation>
    </message>
    <message>
        <source>First choose what is looked at.</source>
        <translation>Choisissez d’abord la rubrique.</translation>
    </message>
    <message>
        <source>Only records where…</source>
        <translation>Seulement les fiches où…</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>Changed by somebody else</source>
        <translation>Modifié par quelqu’un d’autre</translation>
    </message>
    <message>
        <source>Somebody saved this record while you were editing it</source>
        <translation>Quelqu’un a enregistré cette fiche pendant que vous la modifiiez</translation>
    </message>
    <message>
        <source>Choose for each field which version to keep. Nothing is saved before you press Save.</source>
        <translation>Choisissez pour chaque champ la version à garder. Rien n’est enregistré avant «&#xa0;Enregistrer&#xa0;».</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>Ma version</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>L’autre version</translation>
    </message>
    <message>
        <source>The lines of both:
{0}</source>
        <translation>Les lignes des deux&#xa0;:
{0}</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>(vide)</translation>
    </message>
    <message>
        <source>All mine</source>
        <translation>Tout le mien</translation>
    </message>
    <message>
        <source>All theirs</source>
        <translation>Tout l’autre</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Continuer la saisie</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>Curtain</name>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Se connecter sous un autre nom</translation>
    </message>
    <message>
        <source>FOFAL is locked</source>
        <translation>FOFAL est verrouillé</translation>
    </message>
</context>
<context>
    <name>Dashboard</name>
    <message numerus="yes">
        <source>%n record(s) counted</source>
        <translation>
            <numerusform>%n fiche comptée</numerusform>
            <numerusform>%n fiches comptées</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Enter it</source>
        <translation>Saisir</translation>
    </message>
    <message>
        <source>Move before</source>
        <translation>Déplacer avant</translation>
    </message>
    <message>
        <source>Move after</source>
        <translation>Déplacer après</translation>
    </message>
    <message>
        <source>Wide or small</source>
        <translation>Large ou petite</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>Enlever</translation>
    </message>
    <message>
        <source>This tile needs a newer version of this program. Tell your administrator.</source>
        <translation>Cette tuile demande une version plus récente de ce programme. Dites-le à votre administrateur.</translation>
    </message>
    <message>
        <source>read at {0}</source>
        <translation>lu à {0}</translation>
    </message>
    <message>
        <source>read on {0} at {1}</source>
        <translation>lu le {0} à {1}</translation>
    </message>
    <message>
        <source>from {0} · {1}</source>
        <translation>données d’{0} · {1}</translation>
    </message>
    <message>
        <source>nothing known</source>
        <translation>rien de connu</translation>
    </message>
</context>
<context>
    <name>DashboardPage</name>
    <message>
        <source>Dashboard</source>
        <translation>Tableau de bord</translation>
    </message>
    <message>
        <source>Ctrl+Shift+A adds some.</source>
        <translation>Ctrl+Maj+A en ajoute.</translation>
    </message>
    <message>
        <source>No tile is chosen</source>
        <translation>Aucune tuile n’est choisie</translation>
    </message>
    <message>
        <source>Tile</source>
        <translation>Tuile</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Remark</source>
        <translation>Remarque</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lu</translation>
    </message>
    <message>
        <source>Of</source>
        <translation>De</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>All tiles are shown</source>
        <translation>Toutes les tuiles sont montrées</translation>
    </message>
    <message>
        <source>The mouse takes a tile by its head; Ctrl+Left and Ctrl+Right move it. Enter makes it wide or small, Del takes it away.</source>
        <translation>La souris prend une tuile par son en-tête&#xa0;; Ctrl+Gauche et Ctrl+Droite la déplacent. Entrée la fait large ou petite, Suppr l’enlève.</translation>
    </message>
    <message>
        <source>Add a tile</source>
        <translation>Ajouter une tuile</translation>
    </message>
</context>
<context>
    <name>DayEditor</name>
    <message>
        <source>Calendar (Alt+Down)</source>
        <translation>Calendrier (Alt+Bas)</translation>
    </message>
    <message>
        <source>dd/mm/yyyy</source>
        <translation>jj/mm/aaaa</translation>
    </message>
</context>
<context>
    <name>DeedDialog</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Desktop</name>
    <message>
        <source>This link leads to no record.</source>
        <translation>Ce lien ne mène à aucune fiche.</translation>
    </message>
</context>
<context>
    <name>Details</name>
    <message numerus="yes">
        <source>… and %n more</source>
        <translation>
            <numerusform>… et %n autre</numerusform>
            <numerusform>… et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Last changes</source>
        <translation>Dernières modifications</translation>
    </message>
</context>
<context>
    <name>DetailsPane</name>
    <message>
        <source>Details</source>
        <translation>Détails</translation>
    </message>
    <message>
        <source>Choose a row to read its record here.</source>
        <translation>Choisissez une ligne pour lire sa fiche ici.</translation>
    </message>
    <message>
        <source>Open the record</source>
        <translation>Ouvrir la fiche</translation>
    </message>
    <message>
        <source>Hide the details</source>
        <translation>Cacher les détails</translation>
    </message>
</context>
<context>
    <name>Dialog</name>
    <message>
        <source>{0} of {1} rows</source>
        <translation>{0} lignes sur {1}</translation>
    </message>
</context>
<context>
    <name>DraftStrip</name>
    <message>
        <source>Give up</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
</context>
<context>
    <name>Drafting</name>
    <message>
        <source>Something else is being typed here: save it first, or give it up.</source>
        <translation>Une autre saisie est en cours ici&#xa0;: enregistrez-la d’abord, ou abandonnez-la.</translation>
    </message>
    <message>
        <source>This record cannot be changed now: what you typed is kept.</source>
        <translation>Cet enregistrement ne peut pas être modifié maintenant&#xa0;: votre saisie reste gardée.</translation>
    </message>
    <message>
        <source>Not saved, found again: {0}.</source>
        <translation>Saisie non enregistrée retrouvée&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>This entry is open in another window: go on there.</source>
        <translation>Cette saisie est ouverte dans une autre fenêtre&#xa0;: continuez là-bas.</translation>
    </message>
    <message>
        <source>This entry is not there any more: it was saved or given up meanwhile.</source>
        <translation>Cette saisie n’existe plus&#xa0;: elle a été enregistrée ou abandonnée entre-temps.</translation>
    </message>
    <message>
        <source>Put back: {0}. Not saved yet.</source>
        <translation>Saisie reprise&#xa0;: {0}. Pas encore enregistrée.</translation>
    </message>
    <message>
        <source>What you had typed is saved already.</source>
        <translation>Ce que vous aviez saisi est déjà enregistré.</translation>
    </message>
</context>
<context>
    <name>Drafts</name>
    <message>
        <source>{0}, was being saved</source>
        <translation>{0}, en cours d’enregistrement</translation>
    </message>
    <message>
        <source>The disk of this computer is full: what you type now would be lost in a power cut. Type on and save soon.</source>
        <translation>Le disque de ce poste est plein&#xa0;: une coupure de courant effacerait ce que vous saisissez. Continuez et enregistrez vite.</translation>
    </message>
    <message>
        <source>This computer has no safe place for what you type: it would be lost in a power cut. Sign in with your password, and it is kept.</source>
        <translation>Ce poste n’a pas d’endroit sûr pour garder vos saisies&#xa0;: une coupure de courant les effacerait. Connectez-vous avec votre mot de passe pour qu’elles soient gardées.</translation>
    </message>
    <message>
        <source>Too many entries wait on this computer: what you type now would be lost in a power cut. Resume or give up some of them.</source>
        <translation>Trop de saisies attendent sur ce poste&#xa0;: une coupure de courant effacerait celle-ci. Reprenez-en ou abandonnez-en quelques-unes.</translation>
    </message>
    <message>
        <source>This form is too large: what you type now would be lost in a power cut.</source>
        <translation>Ce formulaire est trop grand&#xa0;: une coupure de courant effacerait ce que vous saisissez.</translation>
    </message>
    <message>
        <source>What you type now would be lost in a power cut. {0}</source>
        <translation>Une coupure de courant effacerait ce que vous saisissez. {0}</translation>
    </message>
</context>
<context>
    <name>DraftsDialog</name>
    <message>
        <source>Entries that are not saved</source>
        <translation>Saisies non enregistrées</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Reprendre</translation>
    </message>
    <message numerus="yes">
        <source>%n of your entries was closed with another key and cannot be opened.</source>
        <translation>
            <numerusform>%n de vos saisies est fermée par une autre clé (ancien mot de passe)&#xa0;: elle ne peut pas être ouverte.</numerusform>
            <numerusform>%n de vos saisies sont fermées par une autre clé (ancien mot de passe)&#xa0;: elles ne peuvent pas être ouvertes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of other people wait on this computer.</source>
        <translation>
            <numerusform>%n saisie d’une autre personne attend sur ce poste.</numerusform>
            <numerusform>%n saisies d’autres personnes attendent sur ce poste.</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Garder</translation>
    </message>
    <message>
        <source>What was typed goes for good: {0}.</source>
        <translation>Ce qui a été saisi sera effacé pour de bon&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Give up this entry?</source>
        <translation>Abandonner cette saisie&#xa0;?</translation>
    </message>
    <message>
        <source>Typed on this computer. What was being saved at the end is sent again, once, when you resume it.</source>
        <translation>Elles ont été saisies sur ce poste. À la reprise, ce qui était en cours d’enregistrement est renvoyé, une seule fois.</translation>
    </message>
    <message>
        <source>Everything that was typed here is saved.</source>
        <translation>Tout ce qui a été saisi ici est enregistré.</translation>
    </message>
</context>
<context>
    <name>Enrolment</name>
    <message>
        <source>Second factor</source>
        <translation>Second facteur</translation>
    </message>
    <message>
        <source>Picture to scan with the authenticator application</source>
        <translation>Image à scanner avec l’application d’authentification</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Continue</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Your role demands a second factor. You can go on once it is in place.</source>
        <translation>Votre rôle exige un second facteur. Vous pourrez continuer dès qu’il sera en place.</translation>
    </message>
    <message>
        <source>A second factor is a code that an application on your telephone draws anew every thirty seconds (Aegis, FreeOTP, Google Authenticator…). Whoever learns your password cannot come in without your telephone.</source>
        <translation>Le second facteur est un code qu’une application de votre téléphone renouvelle toutes les trente secondes (Aegis, FreeOTP, Google Authenticator…). Qui apprendrait votre mot de passe n’entrerait pas sans votre téléphone.</translation>
    </message>
    <message>
        <source>Scan this picture with the application, or type the key below into it by hand.</source>
        <translation>Scannez cette image avec l’application, ou tapez-y la clé ci-dessous à la main.</translation>
    </message>
    <message>
        <source>Code that the application shows now</source>
        <translation>Code que l’application affiche maintenant</translation>
    </message>
    <message>
        <source>Set up your second factor</source>
        <translation>Mettre en place votre second facteur</translation>
    </message>
    <message>
        <source>Scan the picture</source>
        <translation>Scannez l’image</translation>
    </message>
    <message>
        <source>Your recovery codes</source>
        <translation>Vos codes de secours</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>Confirmer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Keep the codes first: they are never shown again.</source>
        <translation>Gardez d’abord les codes&#xa0;: ils ne seront plus jamais montrés.</translation>
    </message>
</context>
<context>
    <name>Entrance</name>
    <message>
        <source>Connecting to {0}…</source>
        <translation>Connexion à {0}…</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>First choose your own password.</source>
        <translation>Choisissez d’abord votre propre mot de passe.</translation>
    </message>
    <message>
        <source>First set up your second factor.</source>
        <translation>Mettez d’abord en place votre second facteur.</translation>
    </message>
    <message>
        <source>This computer has no safe place for your session: you will sign in again at the next start.</source>
        <translation>Cet ordinateur n’a pas d’endroit sûr pour votre session&#xa0;: vous vous connecterez de nouveau au prochain démarrage.</translation>
    </message>
    <message>
        <source>Set it up…</source>
        <translation>Le mettre en place…</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>Exporter</translation>
    </message>
    <message>
        <source>Export: {0}</source>
        <translation>Exporter&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Filters and totals above the rows</source>
        <translation>Filtres et totaux au-dessus des lignes</translation>
    </message>
    <message>
        <source>Excel workbook (.xlsx)</source>
        <translation>Classeur Excel (.xlsx)</translation>
    </message>
    <message>
        <source>Text table (.csv)</source>
        <translation>Tableau texte (.csv)</translation>
    </message>
    <message>
        <source>Paper (.pdf)</source>
        <translation>Papier (.pdf)</translation>
    </message>
    <message>
        <source>The list goes into the file as you see it: columns, rows and order.</source>
        <translation>La liste va dans le fichier comme vous la voyez&#xa0;: colonnes, lignes et ordre.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Leave them out of a file that is to be imported again.</source>
        <translation>À laisser de côté dans un fichier qui doit être importé à nouveau.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>This folder does not exist.</source>
        <translation>Ce dossier n’existe pas.</translation>
    </message>
    <message>
        <source>The server reads the rows…</source>
        <translation>Le serveur lit les lignes…</translation>
    </message>
</context>
<context>
    <name>FactorDeed</name>
    <message>
        <source>New recovery codes</source>
        <translation>Nouveaux codes de secours</translation>
    </message>
    <message>
        <source>Remove the second factor</source>
        <translation>Retirer le second facteur</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Draw new codes</source>
        <translation>Tirer de nouveaux codes</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>Finish</source>
        <translation>Terminer</translation>
    </message>
    <message>
        <source>Keep the codes first: they are never shown again.</source>
        <translation>Gardez d’abord les codes&#xa0;: ils ne seront plus jamais montrés.</translation>
    </message>
</context>
<context>
    <name>FilePreview</name>
    <message>
        <source>This picture is damaged or incomplete. Ask whoever added it for the file again.</source>
        <translation>Cette image est abîmée ou incomplète. Redemandez le fichier à qui l’a ajouté.</translation>
    </message>
    <message>
        <source>This picture is too large to be shown here. Open it in its program.</source>
        <translation>Cette image est trop grande pour s’afficher ici. Ouvrez-la dans son programme.</translation>
    </message>
    <message>
        <source>How the file begins</source>
        <translation>Début du fichier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Open in its program</source>
        <translation>Ouvrir dans son programme</translation>
    </message>
    <message>
        <source>The text goes on.</source>
        <translation>Le texte continue.</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Plus petit (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Plus grand (+)</translation>
    </message>
    <message>
        <source>Fit the window (0)</source>
        <translation>Ajuster à la fenêtre (0)</translation>
    </message>
    <message>
        <source>Turn (R)</source>
        <translation>Tourner (R)</translation>
    </message>
</context>
<context>
    <name>Files</name>
    <message>
        <source>Saved as {0}</source>
        <translation>Enregistré&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
</context>
<context>
    <name>FilterDialog</name>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Show only rows where…</source>
        <translation>Ne montrer que les lignes où…</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Choose at least one value.</source>
        <translation>Choisissez au moins une valeur.</translation>
    </message>
    <message>
        <source> and </source>
        <translation> et </translation>
    </message>
    <message>
        <source>Enter a value.</source>
        <translation>Saisissez une valeur.</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
</context>
<context>
    <name>FirstAdminDialog</name>
    <message>
        <source>Set up this installation</source>
        <translation>Installer FOFAL</translation>
    </message>
    <message>
        <source>The first administrator</source>
        <translation>Le premier administrateur</translation>
    </message>
    <message>
        <source>The code stands in the console in which the server was started. It works once.</source>
        <translation>Le code est affiché dans la console où le serveur a été démarré. Il ne sert qu’une fois.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Create the account</source>
        <translation>Créer le compte</translation>
    </message>
    <message>
        <source>One-time code</source>
        <translation>Code à usage unique</translation>
    </message>
    <message>
        <source>Your full name</source>
        <translation>Votre nom complet</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Password once more</source>
        <translation>Mot de passe, encore une fois</translation>
    </message>
</context>
<context>
    <name>Flow</name>
    <message>
        <source>{0}: done. {1}</source>
        <translation>{0}&#xa0;: fait. {1}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>FoldingRow</name>
    <message>
        <source>More…</source>
        <translation>Plus…</translation>
    </message>
    <message>
        <source>More deeds</source>
        <translation>Autres actions</translation>
    </message>
</context>
<context>
    <name>Forgotten</name>
    <message>
        <source>Forgotten password</source>
        <translation>Mot de passe oublié</translation>
    </message>
    <message>
        <source>Choose a new password</source>
        <translation>Choisissez un nouveau mot de passe</translation>
    </message>
    <message>
        <source>Have a code sent to your e-mail address, or ask an administrator for one. It works once, for 20 minutes.</source>
        <translation>Faites-vous envoyer un code à votre adresse électronique, ou demandez-en un à un administrateur. Il sert une seule fois, pendant 20 minutes.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>Send me a code</source>
        <translation>Recevoir un code</translation>
    </message>
    <message>
        <source>User name or e-mail address</source>
        <translation>Nom d’utilisateur ou adresse électronique</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Encore une fois le nouveau mot de passe</translation>
    </message>
    <message>
        <source>Enter your user name or your e-mail address.</source>
        <translation>Saisissez votre nom d’utilisateur ou votre adresse électronique.</translation>
    </message>
    <message>
        <source>If this account has an e-mail address, a code is on its way to it.</source>
        <translation>Si ce compte a une adresse électronique, un code y est en route.</translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
</context>
<context>
    <name>FoundDrafts</name>
    <message numerus="yes">
        <source>%n entry(ies) could not be read any more and were put aside.</source>
        <translation>
            <numerusform>%n saisie illisible a été mise de côté.</numerusform>
            <numerusform>%n saisies illisibles ont été mises de côté.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) that were not saved found again: {0}</source>
        <translation>
            <numerusform>%n saisie non enregistrée retrouvée&#xa0;: {0}</numerusform>
            <numerusform>%n saisies non enregistrées retrouvées&#xa0;: {0}</numerusform>
        </translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Voir…</translation>
    </message>
</context>
<context>
    <name>Geometry</name>
    <message numerus="yes">
        <source>%n corner(s)</source>
        <translation>
            <numerusform>%n sommet</numerusform>
            <numerusform>%n sommets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n part(s)</source>
        <translation>
            <numerusform>%n partie</numerusform>
            <numerusform>%n parties</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hole(s)</source>
        <translation>
            <numerusform>%n trou</numerusform>
            <numerusform>%n trous</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeometryEditor</name>
    <message>
        <source>Load GeoJSON…</source>
        <translation>Charger un GeoJSON…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>The file cannot be read.</source>
        <translation>Le fichier est illisible.</translation>
    </message>
    <message>
        <source>No single GeoJSON geometry was found there.</source>
        <translation>Aucune géométrie GeoJSON unique n’y a été trouvée.</translation>
    </message>
    <message>
        <source>No outline yet</source>
        <translation>Pas encore de contour</translation>
    </message>
</context>
<context>
    <name>GroupDialog</name>
    <message>
        <source>Groups</source>
        <translation>Regroupements</translation>
    </message>
    <message>
        <source>Groups: {0}</source>
        <translation>Regroupements&#xa0;: {0}</translation>
    </message>
    <message>
        <source>by month</source>
        <translation>par mois</translation>
    </message>
    <message>
        <source>by year</source>
        <translation>par année</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>par jour</translation>
    </message>
    <message>
        <source>Group by</source>
        <translation>Regrouper par</translation>
    </message>
    <message>
        <source>Length of a group</source>
        <translation>Durée d’un groupe</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Show these rows</source>
        <translation>Voir ces lignes</translation>
    </message>
    <message numerus="yes">
        <source>%n smaller group(s) are not shown.</source>
        <translation>
            <numerusform>%n groupe plus petit n’est pas montré.</numerusform>
            <numerusform>%n groupes plus petits ne sont pas montrés.</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Rien ne correspond</translation>
    </message>
    <message numerus="yes">
        <source>%n group(s) copied.</source>
        <translation>
            <numerusform>%n groupe copié.</numerusform>
            <numerusform>%n groupes copiés.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message>
        <source>All together</source>
        <translation>Tout ensemble</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
</context>
<context>
    <name>Held</name>
    <message>
        <source>All</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>The team’s</source>
        <translation>L’équipe</translation>
    </message>
    <message>
        <source>Own</source>
        <translation>Les siennes</translation>
    </message>
    <message>
        <source>All rows</source>
        <translation>Toutes les lignes</translation>
    </message>
    <message>
        <source>Those of the team</source>
        <translation>Celles de l’équipe</translation>
    </message>
    <message>
        <source>One’s own</source>
        <translation>Les siennes</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>Rien</translation>
    </message>
    <message numerus="yes">
        <source>%n active account(s)</source>
        <translation>
            <numerusform>%n compte actif</numerusform>
            <numerusform>%n comptes actifs</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help</source>
        <translation>Aide</translation>
    </message>
    <message>
        <source>Search the guide</source>
        <translation>Chercher dans le guide</translation>
    </message>
    <message>
        <source>The guide is written in French for now.</source>
        <translation>Le guide est écrit en français pour l’instant.</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer words.</source>
        <translation>Rien trouvé. Essayez moins de mots.</translation>
    </message>
    <message>
        <source>{0} — Help</source>
        <translation>{0} — Aide</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History</source>
        <translation>Historique</translation>
    </message>
    <message>
        <source>History: {0}</source>
        <translation>Historique&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n change(s)</source>
        <translation>
            <numerusform>%n modification</numerusform>
            <numerusform>%n modifications</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryModel</name>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>Qui</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Field</source>
        <translation>Champ</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>After</source>
        <translation>Après</translation>
    </message>
    <message>
        <source>Typed at, by the clock of that computer</source>
        <translation>Tapé à (horloge de ce poste-là)</translation>
    </message>
</context>
<context>
    <name>HolderList</name>
    <message>
        <source>Who holds it</source>
        <translation>Qui le détient</translation>
    </message>
</context>
<context>
    <name>HoldersModel</name>
    <message>
        <source>service account</source>
        <translation>compte de service</translation>
    </message>
    <message>
        <source>no second factor</source>
        <translation>sans second facteur</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>désactivé</translation>
    </message>
</context>
<context>
    <name>HoldersPane</name>
    <message>
        <source>Who holds it?</source>
        <translation>Qui le détient&#xa0;?</translation>
    </message>
    <message>
        <source>Choose a line or a cell of the table.</source>
        <translation>Choisissez une ligne ou une case du tableau.</translation>
    </message>
    <message>
        <source>Open the role {0}</source>
        <translation>Ouvrir le rôle {0}</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>A rule of its own hides some rows, whatever the reach.</source>
        <translation>Une règle propre à cette fiche cache certaines lignes, quelle que soit la portée.</translation>
    </message>
    <message>
        <source>Shows: {0}</source>
        <translation>Montre&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Nobody holds it.</source>
        <translation>Personne ne le détient.</translation>
    </message>
    <message>
        <source>Nobody holds it by this role.</source>
        <translation>Personne ne le détient par ce rôle.</translation>
    </message>
    <message>
        <source>Names are for those who may read the users.</source>
        <translation>Les noms sont visibles de qui peut lire les utilisateurs.</translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>Home</source>
        <translation>Accueil</translation>
    </message>
    <message>
        <source>Hello {0}</source>
        <translation>Bonjour {0}</translation>
    </message>
    <message>
        <source>Go to</source>
        <translation>Aller à</translation>
    </message>
    <message>
        <source>Choose a list, or press Ctrl+K and type what you look for.</source>
        <translation>Choisissez une liste, ou pressez Ctrl+K et tapez ce que vous cherchez.</translation>
    </message>
    <message>
        <source>Continue the set-up</source>
        <translation>Continuer l’installation</translation>
    </message>
</context>
<context>
    <name>ImportWizard</name>
    <message>
        <source>Import</source>
        <translation>Importer</translation>
    </message>
    <message>
        <source>This file does not exist.</source>
        <translation>Ce fichier n’existe pas.</translation>
    </message>
    <message>
        <source>Stopped: nothing was imported.</source>
        <translation>Arrêté&#xa0;: rien n’a été importé.</translation>
    </message>
    <message>
        <source>Stopped: nothing was taken back.</source>
        <translation>Arrêté&#xa0;: rien n’a été annulé, l’import reste entier.</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n erreur</numerusform>
            <numerusform>%n erreurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>Aperçu</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) read</source>
        <translation>
            <numerusform>%n ligne lue</numerusform>
            <numerusform>%n lignes lues</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}. Nothing is stored while a row is wrong: correct the file, then check it again.</source>
        <translation>{0}. Rien n’est enregistré tant qu’une ligne est fausse&#xa0;: corrigez le fichier, puis vérifiez-le de nouveau.</translation>
    </message>
    <message>
        <source>The file holds no row.</source>
        <translation>Le fichier ne contient aucune ligne.</translation>
    </message>
    <message numerus="yes">
        <source>%n to add</source>
        <translation>
            <numerusform>%n à ajouter</numerusform>
            <numerusform>%n à ajouter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to change</source>
        <translation>
            <numerusform>%n à modifier</numerusform>
            <numerusform>%n à modifier</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}: {1}, {2}. Nothing is stored yet.</source>
        <translation>{0}&#xa0;: {1}, {2}. Rien n’est encore enregistré.</translation>
    </message>
    <message numerus="yes">
        <source>%n added</source>
        <translation>
            <numerusform>%n ajoutée</numerusform>
            <numerusform>%n ajoutées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n modifiée</numerusform>
            <numerusform>%n modifiées</numerusform>
        </translation>
    </message>
    <message>
        <source>Stored: {0}, {1}.</source>
        <translation>Enregistré&#xa0;: {0}, {1}.</translation>
    </message>
    <message>
        <source>Import of {0}: {1}, {2}.</source>
        <translation>Import «&#xa0;{0}&#xa0;»&#xa0;: {1}, {2}.</translation>
    </message>
    <message>
        <source>The import was taken back as a whole.</source>
        <translation>L’import a été repris en entier.</translation>
    </message>
    <message>
        <source>Import of {0} taken back.</source>
        <translation>Import «&#xa0;{0}&#xa0;» repris en entier.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Take back</source>
        <translation>Reprendre l’import</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Vérifier le fichier</translation>
    </message>
    <message>
        <source>Drop a CSV, XLSX or GeoJSON file here, or choose one.</source>
        <translation>Déposez ici un fichier CSV, XLSX ou GeoJSON, ou choisissez-le.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>No file chosen yet</source>
        <translation>Aucun fichier choisi</translation>
    </message>
    <message>
        <source>Columns the file may have</source>
        <translation>Colonnes possibles du fichier</translation>
    </message>
    <message>
        <source>* required. The order does not matter; the first row holds the names.</source>
        <translation>* obligatoire. L’ordre est libre&#x202f;; la première ligne porte les noms.</translation>
    </message>
    <message>
        <source>You can take the whole import back here, or later from the list of imports.</source>
        <translation>Vous pouvez reprendre tout l’import ici, ou plus tard depuis la liste des imports.</translation>
    </message>
    <message>
        <source>Import: {0}</source>
        <translation>Importer&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Check: {0}</source>
        <translation>Vérification&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Imported: {0}</source>
        <translation>Importé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Tables and maps ({0})</source>
        <translation>Tableaux et cartes ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>InstallDialog</name>
    <message>
        <source>Version {0} is being installed</source>
        <translation>Installation de la version {0}</translation>
    </message>
    <message>
        <source>Do not switch the computer off. At the next start, FOFAL is new.</source>
        <translation>N’éteignez pas l’ordinateur. Au prochain démarrage, FOFAL sera à jour.</translation>
    </message>
    <message>
        <source>Another time</source>
        <translation>Une autre fois</translation>
    </message>
</context>
<context>
    <name>Interpreter</name>
    <message>
        <source>Something is being saved or asked. Change the language once that is done.</source>
        <translation>Un enregistrement ou une question est en cours. Changez de langue une fois cela terminé.</translation>
    </message>
    <message>
        <source>The language stays as it is. {0}</source>
        <translation>La langue ne change pas. {0}</translation>
    </message>
</context>
<context>
    <name>Introduction</name>
    <message>
        <source>Welcome to FOFAL</source>
        <translation>Bienvenue dans FOFAL</translation>
    </message>
    <message>
        <source>A few stops show where things are. Enter goes on, Esc ends it at once. It comes by itself only this once: Ctrl+K, then “A look around”, brings it back.</source>
        <translation>Quelques étapes montrent où sont les choses. Entrée continue, Échap arrête aussitôt. Cette visite ne vient d’elle-même qu’une fois&#xa0;: Ctrl+K, puis «&#xa0;Visite guidée&#xa0;», la refait.</translation>
    </message>
    <message>
        <source>Your work</source>
        <translation>Votre travail</translation>
    </message>
    <message>
        <source>All lists and pages that your roles open, by module. Each opens in a tab of its own. Ctrl+B hides the modules and brings them back.</source>
        <translation>Toutes les listes et les pages que vos rôles vous ouvrent, par module. Chacune s’ouvre dans son onglet. Ctrl+B cache les modules et les remontre.</translation>
    </message>
    <message>
        <source>The shortest way</source>
        <translation>Le plus court chemin</translation>
    </message>
    <message>
        <source>Press Ctrl+K and type a few letters, without accents if you like: records, lists, actions and pages of the help are found. Enter goes there.</source>
        <translation>Pressez Ctrl+K et tapez quelques lettres, sans accents si vous voulez&#xa0;: fiches, listes, actions et pages d’aide se trouvent ainsi. Entrée y va.</translation>
    </message>
    <message>
        <source>Your account</source>
        <translation>Votre compte</translation>
    </message>
    <message>
        <source>Behind your name: light or dark, larger text, English or French, your password, and signing out.</source>
        <translation>Derrière votre nom&#xa0;: clair ou sombre, texte plus grand, français ou anglais, votre mot de passe, et la déconnexion.</translation>
    </message>
    <message>
        <source>The connection</source>
        <translation>La connexion</translation>
    </message>
    <message>
        <source>The line at the foot says whether the server answers. When it does not, what you type stays on the screen: leave the form open and save again when it is back.</source>
        <translation>La ligne du bas dit si le serveur répond. S’il ne répond pas, ce que vous tapez reste à l’écran&#xa0;: laissez la fiche ouverte et enregistrez de nouveau quand il est revenu.</translation>
    </message>
    <message>
        <source>Help at any time</source>
        <translation>De l’aide à tout moment</translation>
    </message>
    <message>
        <source>F1 opens the page of the guide about the screen you are on, Ctrl+F1 shows all keys. Both work without the internet.</source>
        <translation>F1 ouvre la page du guide qui parle de l’écran où vous êtes, Ctrl+F1 montre toutes les touches. Les deux marchent sans internet.</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Passer</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Begin</source>
        <translation>Commencer</translation>
    </message>
</context>
<context>
    <name>Leaving</name>
    <message>
        <source>Save the changes?</source>
        <translation>Enregistrer les modifications&#xa0;?</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Continuer la saisie</translation>
    </message>
</context>
<context>
    <name>Legend</name>
    <message>
        <source>Not known</source>
        <translation>Non connu</translation>
    </message>
    <message>
        <source>under {0}</source>
        <translation>moins de {0}</translation>
    </message>
    <message>
        <source>{0} and more</source>
        <translation>{0} et plus</translation>
    </message>
    <message>
        <source>{0} to {1}</source>
        <translation>{0} à {1}</translation>
    </message>
</context>
<context>
    <name>Lines</name>
    <message>
        <source>Fill in: {0}</source>
        <translation>À remplir&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The two passwords differ.</source>
        <translation>Les deux mots de passe diffèrent.</translation>
    </message>
</context>
<context>
    <name>LinesEditor</name>
    <message>
        <source>Line {0}: {1}</source>
        <translation>Ligne {0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>Some words are still being looked up.</source>
        <translation>Des mots sont encore en recherche.</translation>
    </message>
    <message>
        <source>What was copied is no table, or longer than a sheet can be.</source>
        <translation>Ce qui a été copié n’est pas un tableau, ou dépasse la taille d’une feuille.</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>Choisissez dans la liste.</translation>
    </message>
    <message>
        <source>The list cannot be asked at the moment.</source>
        <translation>La liste ne peut pas être consultée en ce moment.</translation>
    </message>
</context>
<context>
    <name>Link</name>
    <message>
        <source>The link is copied: paste it into a message, or into Ctrl+K.</source>
        <translation>Le lien est copié&#xa0;: collez-le dans un message, ou dans Ctrl+K.</translation>
    </message>
</context>
<context>
    <name>ListFoot</name>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n sélectionnée</numerusform>
            <numerusform>%n sélectionnées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Sums are made of %n row(s) at most</source>
        <translation>
            <numerusform>Les sommes se font sur %n ligne au plus</numerusform>
            <numerusform>Les sommes se font sur %n lignes au plus</numerusform>
        </translation>
    </message>
    <message>
        <source>Adding up…</source>
        <translation>Addition en cours…</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Search</source>
        <translation>Rechercher</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s)</source>
        <translation>
            <numerusform>%n fiche</numerusform>
            <numerusform>%n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Rien ne correspond</translation>
    </message>
    <message>
        <source>Try other words or fewer filters.</source>
        <translation>Essayez d’autres mots ou moins de filtres.</translation>
    </message>
    <message>
        <source>Add the first one, or bring in a whole file.</source>
        <translation>Ajoutez la première fiche, ou importez un fichier entier.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Not loaded</source>
        <translation>Pas chargé</translation>
    </message>
    <message>
        <source>You stopped waiting before the server had answered.</source>
        <translation>Vous n’avez pas attendu la réponse du serveur.</translation>
    </message>
    <message>
        <source>Add the first one.</source>
        <translation>Ajoutez la première fiche.</translation>
    </message>
    <message>
        <source>You may look here, not add.</source>
        <translation>Vous pouvez consulter ici, pas ajouter.</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Rien ici pour l’instant</translation>
    </message>
    <message>
        <source>What you see was loaded earlier. </source>
        <translation>Ce que vous voyez a été chargé plus tôt. </translation>
    </message>
    <message>
        <source>Offline: these rows, this search or this order are not kept on this computer.</source>
        <translation>Hors ligne&#xa0;: ces lignes, cette recherche ou ce tri ne sont pas gardés sur cet ordinateur.</translation>
    </message>
    <message>
        <source>Not kept on this computer</source>
        <translation>Pas gardé sur cet ordinateur</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
</context>
<context>
    <name>Lock</name>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message numerus="yes">
        <source>%n unsaved form(s) stay on this computer and are offered again to who filled them in.</source>
        <translation>
            <numerusform>%n formulaire non enregistré reste sur cet ordinateur et sera proposé de nouveau à qui l’a rempli.</numerusform>
            <numerusform>%n formulaires non enregistrés restent sur cet ordinateur et seront proposés de nouveau à qui les a remplis.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n form(s) with unsaved changes will be lost.</source>
        <translation>
            <numerusform>%n formulaire non enregistré sera perdu.</numerusform>
            <numerusform>%n formulaires non enregistrés seront perdus.</numerusform>
        </translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Sign out all the same</source>
        <translation>Déconnecter quand même</translation>
    </message>
    <message>
        <source>Sign in as somebody else</source>
        <translation>Se connecter sous un autre nom</translation>
    </message>
</context>
<context>
    <name>LockingDialog</name>
    <message>
        <source>Automatic lock</source>
        <translation>Verrouillage automatique</translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message>
        <source>Never</source>
        <translation>Jamais</translation>
    </message>
    <message>
        <source>Lock when nobody has touched keyboard or mouse for</source>
        <translation>Verrouiller après ce temps sans toucher au clavier ni à la souris</translation>
    </message>
    <message>
        <source>Your rights over accounts or pay do not allow to switch it off.</source>
        <translation>Vos droits sur les comptes ou la paie ne permettent pas de le désactiver.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
</context>
<context>
    <name>LogoCard</name>
    <message>
        <source>Choose a picture…</source>
        <translation>Choisir une image…</translation>
    </message>
    <message>
        <source>Take it away</source>
        <translation>Le retirer</translation>
    </message>
    <message>
        <source>The papers bear this logo from now on.</source>
        <translation>Les papiers portent désormais ce logo.</translation>
    </message>
    <message>
        <source>It stands at the head of each list and record that is printed.</source>
        <translation>Il figure en tête de chaque liste et de chaque fiche imprimée.</translation>
    </message>
    <message>
        <source>None yet. It will stand at the head of each list and record that is printed; drop one here.</source>
        <translation>Aucun pour l’instant. Il figurera en tête de chaque liste et de chaque fiche imprimée&#xa0;; glissez-en un ici.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>Images (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>The papers bear no logo any more.</source>
        <translation>Les papiers ne portent plus de logo.</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Logo (PNG or JPEG, 512 KB at most)</source>
        <translation>Logo (PNG ou JPEG, 512&#xa0;Ko au plus)</translation>
    </message>
</context>
<context>
    <name>Lost</name>
    <message>
        <source>It was deleted meanwhile, or it is not open to you any more.</source>
        <translation>Cette fiche a été supprimée entre-temps, ou elle ne vous est plus ouverte.</translation>
    </message>
    <message>
        <source>What you typed is still here.</source>
        <translation>Ce que vous avez tapé est toujours ici.</translation>
    </message>
    <message>
        <source>What you typed stays here, but you may not make a new record of it: copy what you need.</source>
        <translation>Ce que vous avez tapé reste ici, mais vous ne pouvez pas en faire une nouvelle fiche&#xa0;: copiez ce qu’il vous faut.</translation>
    </message>
    <message>
        <source>Take it back and save</source>
        <translation>La reprendre et enregistrer</translation>
    </message>
    <message>
        <source>Go on editing</source>
        <translation>Continuer la saisie</translation>
    </message>
    <message>
        <source>Save as a new record</source>
        <translation>Enregistrer comme nouvelle fiche</translation>
    </message>
    <message>
        <source>Save what you typed?</source>
        <translation>Enregistrer ce que vous avez tapé&#xa0;?</translation>
    </message>
</context>
<context>
    <name>Machine</name>
    <message>
        <source>The server is fixed by the administrator of this computer.</source>
        <translation>Serveur fixé par l’administrateur de ce poste.</translation>
    </message>
    <message>
        <source>The language ({0}) is fixed by the administrator of this computer.</source>
        <translation>Langue ({0}) fixée par l’administrateur de ce poste.</translation>
    </message>
    <message>
        <source>The server and the language ({0}) are fixed by the administrator of this computer.</source>
        <translation>Serveur et langue ({0}) fixés par l’administrateur de ce poste.</translation>
    </message>
    <message>
        <source>The settings of this computer cannot be read ({0}). Nobody can sign in here before that is mended: tell your administrator.</source>
        <translation>Les réglages de ce poste ne peuvent pas être lus ({0}). Personne ne peut se connecter ici tant que ce n’est pas réparé&#xa0;: prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The server that is fixed for this computer is no address such as https://erp.example.cm: « {0} ». Nobody can sign in here before that is mended: tell your administrator.</source>
        <translation>Le serveur fixé pour ce poste n’est pas une adresse comme https://erp.exemple.cm&#xa0;: «&#xa0;{0}&#xa0;». Personne ne peut se connecter ici tant que ce n’est pas réparé&#xa0;: prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The authority that is fixed for this computer is no whole path of a file: « {0} ». Nobody can sign in here before that is mended: tell your administrator.</source>
        <translation>L’autorité fixée pour ce poste n’est pas le chemin entier d’un fichier&#xa0;: «&#xa0;{0}&#xa0;». Personne ne peut se connecter ici tant que ce n’est pas réparé&#xa0;: prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The language that is fixed for this computer is neither fr nor en: « {0} ». Tell your administrator.</source>
        <translation>La langue fixée pour ce poste n’est ni fr ni en&#xa0;: «&#xa0;{0}&#xa0;». Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The channel of new versions that is fixed for this computer is none of stable, pilot and off: « {0} ». No new version is looked for. Tell your administrator.</source>
        <translation>Le canal des nouvelles versions fixé pour ce poste n’est ni stable, ni pilot, ni off&#xa0;: «&#xa0;{0}&#xa0;». Aucune nouvelle version n’est cherchée. Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The limit for downloads that is fixed for this computer is no number of kilobytes a second: « {0} ». Tell your administrator.</source>
        <translation>La limite de téléchargement fixée pour ce poste n’est pas un nombre de kilo-octets par seconde&#xa0;: «&#xa0;{0}&#xa0;». Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>Among the settings of this computer is one that this program does not know: « {0} ». Tell your administrator.</source>
        <translation>Parmi les réglages de ce poste, il en est un que ce programme ne connaît pas&#xa0;: «&#xa0;{0}&#xa0;». Prévenez votre administrateur.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>This screen is not open to you.</source>
        <translation>Cet écran ne vous est pas ouvert.</translation>
    </message>
    <message>
        <source>Something is not saved yet. Unlock first.</source>
        <translation>Des saisies ne sont pas encore enregistrées. Déverrouillez d’abord.</translation>
    </message>
    <message>
        <source>Open the link</source>
        <translation>Ouvrir le lien</translation>
    </message>
    <message>
        <source>New: {0}</source>
        <translation>Nouveau&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>MaintenanceStrip</name>
    <message>
        <source>What you typed stays here: save it when this message has gone.</source>
        <translation>Ce que vous avez saisi reste ici&#xa0;: enregistrez-le quand ce message aura disparu.</translation>
    </message>
    <message>
        <source>Maintenance is going on, everybody else waits for its end: {0}</source>
        <translation>La maintenance est en cours, tous les autres en attendent la fin&#xa0;: {0}</translation>
    </message>
    <message numerus="yes">
        <source>Maintenance in %n minute(s), at {0}: {1}</source>
        <translation>
            <numerusform>Maintenance dans %n minute, à {0}&#xa0;: {1}</numerusform>
            <numerusform>Maintenance dans %n minutes, à {0}&#xa0;: {1}</numerusform>
        </translation>
    </message>
    <message>
        <source>Save what you are working on before.</source>
        <translation>Enregistrez d’ici là ce que vous faites.</translation>
    </message>
</context>
<context>
    <name>MapCanvas</name>
    <message>
        <source>Map of the plots</source>
        <translation>Carte des parcelles</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
</context>
<context>
    <name>MapDoubts</name>
    <message>
        <source>A plot usually has between {0} and {1}.</source>
        <translation>D’ordinaire une parcelle a entre {0} et {1}.</translation>
    </message>
    <message>
        <source>{0} lie beyond the outline of the site {1}.</source>
        <translation>{0} sortent du contour du site {1}.</translation>
    </message>
</context>
<context>
    <name>MapFile</name>
    <message>
        <source>New plot</source>
        <translation>Nouvelle parcelle</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>Modifiée</translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Inchangée</translation>
    </message>
    <message>
        <source>Lies on another</source>
        <translation>Empiète sur une autre</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>Dans le fichier</translation>
    </message>
    <message>
        <source>Plot</source>
        <translation>Parcelle</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>Résultat</translation>
    </message>
    <message>
        <source>Area (ha)</source>
        <translation>Surface (ha)</translation>
    </message>
    <message>
        <source>Corners</source>
        <translation>Sommets</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
</context>
<context>
    <name>MapFiles</name>
    <message>
        <source>Export outlines</source>
        <translation>Exporter les contours</translation>
    </message>
    <message>
        <source>{0} of the chosen plots, or of all</source>
        <translation>{0} des parcelles choisies, ou de toutes</translation>
    </message>
    <message>
        <source>EUDR file of the chosen plots, or of all</source>
        <translation>Fichier EUDR des parcelles choisies, ou de toutes</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Parcelles</translation>
    </message>
</context>
<context>
    <name>MapImport</name>
    <message>
        <source>Import outlines</source>
        <translation>Importer des contours</translation>
    </message>
    <message>
        <source>Keep every corner of long walks</source>
        <translation>Garder tous les sommets des longs relevés</translation>
    </message>
    <message>
        <source>This file does not exist.</source>
        <translation>Ce fichier n’existe pas.</translation>
    </message>
    <message>
        <source>Stopped: nothing was imported.</source>
        <translation>Arrêté&#xa0;: rien n’a été importé.</translation>
    </message>
    <message numerus="yes">
        <source>Store %n without the refused</source>
        <translation>
            <numerusform>En enregistrer %n, sans les refusés</numerusform>
            <numerusform>En enregistrer %n, sans les refusés</numerusform>
        </translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Enregistrer</translation>
    </message>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n nouvelle</numerusform>
            <numerusform>%n nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n modifiée</numerusform>
            <numerusform>%n modifiées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n as before</source>
        <translation>
            <numerusform>%n inchangée</numerusform>
            <numerusform>%n inchangées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refusée</numerusform>
            <numerusform>%n refusées</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}. Nothing is stored yet.</source>
        <translation>{0}. Rien n’est encore enregistré.</translation>
    </message>
    <message>
        <source>Not understood and left out: {0}.</source>
        <translation>Non compris et laissé de côté&#xa0;: {0}.</translation>
    </message>
    <message numerus="yes">
        <source>%n walk(s) thinned out:</source>
        <translation>
            <numerusform>%n relevé allégé&#xa0;:</numerusform>
            <numerusform>%n relevés allégés&#xa0;:</numerusform>
        </translation>
    </message>
    <message>
        <source>no corner that was left out lies more than {0} beside the line.</source>
        <translation>aucun sommet retiré n’est à plus de {0} du tracé.</translation>
    </message>
    <message>
        <source>Outlines imported: {0}, {1}.</source>
        <translation>Contours importés&#xa0;: {0}, {1}.</translation>
    </message>
    <message>
        <source>As the file says</source>
        <translation>Selon le fichier</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>Site of new plots</source>
        <translation>Site des nouvelles parcelles</translation>
    </message>
    <message>
        <source>Crop of new plots</source>
        <translation>Culture des nouvelles parcelles</translation>
    </message>
    <message>
        <source>GeoJSON, KML, KMZ, GPX, or a Shapefile as a ZIP with its .prj.</source>
        <translation>GeoJSON, KML, KMZ, GPX, ou un Shapefile en ZIP avec son .prj.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Check the file</source>
        <translation>Vérifier le fichier</translation>
    </message>
    <message>
        <source>Maps ({0})</source>
        <translation>Cartes ({0})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Tous les fichiers (*)</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message numerus="yes">
        <source>%n plot(s)</source>
        <translation>
            <numerusform>%n parcelle</numerusform>
            <numerusform>%n parcelles</numerusform>
        </translation>
    </message>
    <message>
        <source>Import the outlines that a surveyor gave you, or draw the first plot here.</source>
        <translation>Importez les contours remis par un géomètre, ou dessinez ici la première parcelle.</translation>
    </message>
    <message>
        <source>No plot yet</source>
        <translation>Aucune parcelle pour l’instant</translation>
    </message>
    <message>
        <source>Choose the plot that gets a hole.</source>
        <translation>Choisissez la parcelle qui reçoit un trou.</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Parcelles</translation>
    </message>
    <message>
        <source>Draw a plot</source>
        <translation>Dessiner une parcelle</translation>
    </message>
</context>
<context>
    <name>MapPrinting</name>
    <message>
        <source>Print the map</source>
        <translation>Imprimer la carte</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Tout</translation>
    </message>
    <message>
        <source>What is in sight</source>
        <translation>Ce qui est à l’écran</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Partie</translation>
    </message>
    <message>
        <source>One sheet of A3 across, with legend, scale and north.</source>
        <translation>Une feuille A3 en travers, avec légende, échelle et nord.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Printer…</source>
        <translation>Imprimante…</translation>
    </message>
    <message>
        <source>PDF…</source>
        <translation>PDF…</translation>
    </message>
    <message>
        <source>Sent to the printer: {0}</source>
        <translation>Envoyé à l’imprimante&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The printer did not take the sheet. Check it, then try again.</source>
        <translation>L’imprimante n’a pas pris la feuille. Vérifiez-la, puis recommencez.</translation>
    </message>
    <message>
        <source>{0} in all</source>
        <translation>{0} en tout</translation>
    </message>
    <message>
        <source>As of {0}</source>
        <translation>État au {0}</translation>
    </message>
</context>
<context>
    <name>MapSide</name>
    <message>
        <source>Colours</source>
        <translation>Couleurs</translation>
    </message>
    <message>
        <source>Codes</source>
        <translation>Codes</translation>
    </message>
    <message>
        <source>Plots</source>
        <translation>Parcelles</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>Points</translation>
    </message>
    <message>
        <source>Part of the background does not come.</source>
        <translation>Une partie du fond de carte n’arrive pas.</translation>
    </message>
    <message>
        <source>Draw its outline</source>
        <translation>Dessiner son contour</translation>
    </message>
    <message numerus="yes">
        <source>%n plot(s) without an outline</source>
        <translation>
            <numerusform>%n parcelle sans contour</numerusform>
            <numerusform>%n parcelles sans contour</numerusform>
        </translation>
    </message>
    <message>
        <source>No background</source>
        <translation>Sans fond de carte</translation>
    </message>
    <message>
        <source>The background could not be renewed; its oldest part came {0}.</source>
        <translation>Le fond de carte n’a pas pu être renouvelé&#xa0;; sa partie la plus ancienne est arrivée {0}.</translation>
    </message>
    <message>
        <source>Find a plot (Ctrl+F)</source>
        <translation>Chercher une parcelle (Ctrl+F)</translation>
    </message>
    <message>
        <source>Find a plot</source>
        <translation>Chercher une parcelle</translation>
    </message>
    <message>
        <source>Coloured by</source>
        <translation>Colorer selon</translation>
    </message>
    <message>
        <source>Background</source>
        <translation>Fond de carte</translation>
    </message>
    <message>
        <source>Plots without an outline</source>
        <translation>Parcelles sans contour</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
</context>
<context>
    <name>MaybeEditor</name>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
</context>
<context>
    <name>Measure</name>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Area</source>
        <translation>Surface</translation>
    </message>
    <message>
        <source>ha</source>
        <translation>ha</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>Âge</translation>
    </message>
    <message>
        <source>years</source>
        <translation>ans</translation>
    </message>
    <message>
        <source>Days since the harvest</source>
        <translation>Jours depuis la récolte</translation>
    </message>
    <message>
        <source>d</source>
        <translation>j</translation>
    </message>
    <message>
        <source>Yield of twelve months</source>
        <translation>Rendement sur douze mois</translation>
    </message>
    <message>
        <source>kg/ha</source>
        <translation>kg/ha</translation>
    </message>
</context>
<context>
    <name>Measuring</name>
    <message>
        <source>{0}, {1} around</source>
        <translation>{0}, {1} de tour</translation>
    </message>
</context>
<context>
    <name>ModuleTree</name>
    <message>
        <source>Modules</source>
        <translation>Modules</translation>
    </message>
</context>
<context>
    <name>MomentEditor</name>
    <message>
        <source>dd/mm/yyyy hh:mm</source>
        <translation>jj/mm/aaaa hh:mm</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
</context>
<context>
    <name>NamedPlace</name>
    <message>
        <source>City</source>
        <translation>Grande ville</translation>
    </message>
    <message>
        <source>Town</source>
        <translation>Ville</translation>
    </message>
    <message>
        <source>Village</source>
        <translation>Village</translation>
    </message>
    <message>
        <source>Hamlet</source>
        <translation>Hameau</translation>
    </message>
    <message>
        <source>Quarter</source>
        <translation>Quartier</translation>
    </message>
    <message>
        <source>District</source>
        <translation>Circonscription</translation>
    </message>
    <message>
        <source>River</source>
        <translation>Fleuve ou rivière</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>Ruisseau</translation>
    </message>
    <message>
        <source>Mountain</source>
        <translation>Montagne</translation>
    </message>
    <message>
        <source>School</source>
        <translation>École</translation>
    </message>
    <message>
        <source>Market</source>
        <translation>Marché</translation>
    </message>
</context>
<context>
    <name>NoticeList</name>
    <message>
        <source>Last notices</source>
        <translation>Derniers avis</translation>
    </message>
    <message>
        <source>Nothing was told yet.</source>
        <translation>Il n’y a pas encore d’avis.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>NoticeStrip</name>
    <message>
        <source>Close the notice</source>
        <translation>Fermer l’avis</translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>Now</source>
        <translation>Maintenant</translation>
    </message>
</context>
<context>
    <name>OneByOne</name>
    <message>
        <source>Record</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>What becomes of it</source>
        <translation>Ce qu’elle devient</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>Fiches</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>Pas fait</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fait</translation>
    </message>
    <message numerus="yes">
        <source>%n done</source>
        <translation>
            <numerusform>%n faite</numerusform>
            <numerusform>%n faites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refusée</numerusform>
            <numerusform>%n refusées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left as they were</source>
        <translation>
            <numerusform>%n laissée comme elle était</numerusform>
            <numerusform>%n laissées comme elles étaient</numerusform>
        </translation>
    </message>
    <message>
        <source>Stops after this record…</source>
        <translation>S’arrête après cette fiche…</translation>
    </message>
</context>
<context>
    <name>Operations</name>
    <message>
        <source>now</source>
        <translation>à l’instant</translation>
    </message>
    <message numerus="yes">
        <source>%n min ago</source>
        <translation>
            <numerusform>il y a %n min</numerusform>
            <numerusform>il y a %n min</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n h ago</source>
        <translation>
            <numerusform>il y a %n h</numerusform>
            <numerusform>il y a %n h</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>il y a %n jour</numerusform>
            <numerusform>il y a %n jours</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing to report</source>
        <translation>Rien à signaler</translation>
    </message>
    <message>
        <source>No good backup yet</source>
        <translation>Pas encore de bonne sauvegarde</translation>
    </message>
    <message numerus="yes">
        <source>%n good, copied elsewhere</source>
        <translation>
            <numerusform>%n bonne, copiée ailleurs</numerusform>
            <numerusform>%n bonnes, copiées ailleurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n good, without a copy</source>
        <translation>
            <numerusform>%n bonne, sans copie</numerusform>
            <numerusform>%n bonnes, sans copie</numerusform>
        </translation>
    </message>
    <message>
        <source>Never restored on trial</source>
        <translation>Jamais restaurée à l’essai</translation>
    </message>
    <message>
        <source>Restored and proved</source>
        <translation>Restaurée et prouvée</translation>
    </message>
    <message>
        <source>Not proved</source>
        <translation>Non prouvée</translation>
    </message>
    <message>
        <source>lost with the machine, at most</source>
        <translation>perdu avec la machine, au plus</translation>
    </message>
    <message>
        <source>95 in 100, this month; goal {0} ms</source>
        <translation>95 sur 100, ce mois-ci&#xa0;; but {0} ms</translation>
    </message>
    <message>
        <source>goal {0} ms; there {1} % of the month</source>
        <translation>but {0} ms&#xa0;; présent {1} % du mois</translation>
    </message>
    <message>
        <source>{0} of {1} connections</source>
        <translation>{0} connexions sur {1}</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message numerus="yes">
        <source>load {0} for %n processor(s)</source>
        <translation>
            <numerusform>charge {0} pour %n processeur</numerusform>
            <numerusform>charge {0} pour %n processeurs</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n failed</source>
        <translation>
            <numerusform>%n échoué</numerusform>
            <numerusform>%n échoués</numerusform>
        </translation>
    </message>
    <message>
        <source>in order</source>
        <translation>en ordre</translation>
    </message>
    <message>
        <source>to be seen to</source>
        <translation>à voir</translation>
    </message>
    <message>
        <source>Led by a server</source>
        <translation>Menés par un serveur</translation>
    </message>
    <message>
        <source>Led by nobody</source>
        <translation>Menés par personne</translation>
    </message>
    <message numerus="yes">
        <source>%n given up</source>
        <translation>
            <numerusform>%n abandonné</numerusform>
            <numerusform>%n abandonnés</numerusform>
        </translation>
    </message>
    <message>
        <source>none given up</source>
        <translation>aucun abandonné</translation>
    </message>
    <message>
        <source>{0} s behind</source>
        <translation>{0} s de retard</translation>
    </message>
    <message>
        <source>Open alerts</source>
        <translation>Alertes ouvertes</translation>
    </message>
    <message>
        <source>Last backup</source>
        <translation>Dernière sauvegarde</translation>
    </message>
    <message>
        <source>Trial restore</source>
        <translation>Essai de restauration</translation>
    </message>
    <message>
        <source>Continuous log</source>
        <translation>Journal continu</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>Réponses</translation>
    </message>
    <message>
        <source>Database</source>
        <translation>Base de données</translation>
    </message>
    <message>
        <source>Free on the disk</source>
        <translation>Libre sur le disque</translation>
    </message>
    <message>
        <source>Memory of the server</source>
        <translation>Mémoire du serveur</translation>
    </message>
    <message>
        <source>Open sessions</source>
        <translation>Sessions ouvertes</translation>
    </message>
    <message numerus="yes">
        <source>%n active account(s)</source>
        <translation>
            <numerusform>%n compte actif</numerusform>
            <numerusform>%n comptes actifs</numerusform>
        </translation>
    </message>
    <message>
        <source>Jobs</source>
        <translation>Travaux</translation>
    </message>
    <message>
        <source>Letters waiting</source>
        <translation>Courriels en attente</translation>
    </message>
    <message>
        <source>Audit trail</source>
        <translation>Journal d’audit</translation>
    </message>
    <message>
        <source>sealed into a chain</source>
        <translation>scellé en chaîne</translation>
    </message>
</context>
<context>
    <name>OperationsPage</name>
    <message>
        <source>State of the installation</source>
        <translation>État de l’installation</translation>
    </message>
    <message>
        <source>FOFAL {0}</source>
        <translation>FOFAL {0}</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>The server does it beside its work; this screen tells when it is done.</source>
        <translation>Le serveur le fait à côté de son travail&#xa0;; cet écran dit quand c’est fini.</translation>
    </message>
    <message>
        <source>Asked for: {0}</source>
        <translation>Demandé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Will be stopped: {0}</source>
        <translation>Sera arrêté&#xa0;: {0}</translation>
    </message>
    <message>
        <source>On its way to {0}</source>
        <translation>En route vers {0}</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Replicas</source>
        <translation>Répliques</translation>
    </message>
    <message>
        <source>Reports of the months</source>
        <translation>Rapports du mois</translation>
    </message>
</context>
<context>
    <name>OperationsReplicas</name>
    <message>
        <source>Replicas</source>
        <translation>Répliques</translation>
    </message>
    <message>
        <source>What is saved here is on a replica as well before anybody is told.</source>
        <translation>Ce qui est enregistré ici est sur une réplique aussi avant que quiconque le sache.</translation>
    </message>
    <message>
        <source>What is saved here should wait for a replica, and waits for none: see the alerts.</source>
        <translation>Ce qui est enregistré ici devrait attendre une réplique, et n’en attend aucune&#xa0;: voyez les alertes.</translation>
    </message>
    <message>
        <source>What is saved here waits for no replica (replica synchronous true would have it wait).</source>
        <translation>Ce qui est enregistré ici n’attend aucune réplique (replica synchronous true le ferait attendre).</translation>
    </message>
    <message>
        <source>The replicas could not be asked for</source>
        <translation>Les répliques n’ont pas pu être demandées</translation>
    </message>
    <message>
        <source>The server&apos;s role does not see who follows its database: give it the right “pg_monitor”.</source>
        <translation>Le rôle du serveur ne voit pas qui suit sa base&#xa0;: donnez-lui le droit «&#xa0;pg_monitor&#xa0;».</translation>
    </message>
    <message>
        <source>Replicas are not visible from here</source>
        <translation>Les répliques ne se voient pas d’ici</translation>
    </message>
    <message>
        <source>A second machine that repeats this one goes on in its place when it is lost. On this machine: fofal-server replica invite; the administrators&apos; guide says the rest, step by step.</source>
        <translation>Une seconde machine qui répète celle-ci continue à sa place quand elle est perdue. Sur cette machine&#xa0;: fofal-server replica invite&#xa0;; le guide de l’administrateur dit la suite, pas à pas.</translation>
    </message>
    <message>
        <source>No replica</source>
        <translation>Aucune réplique</translation>
    </message>
</context>
<context>
    <name>OperationsSets</name>
    <message>
        <source>Backups</source>
        <translation>Sauvegardes</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>Sauvegarder maintenant</translation>
    </message>
    <message>
        <source>A backup is taken every night. Take the first one now, and print its key on paper.</source>
        <translation>Une sauvegarde est prise chaque nuit. Prenez la première maintenant, et imprimez sa clé sur papier.</translation>
    </message>
    <message>
        <source>No backup yet</source>
        <translation>Pas encore de sauvegarde</translation>
    </message>
</context>
<context>
    <name>Operator</name>
    <message>
        <source>is</source>
        <translation>est</translation>
    </message>
    <message>
        <source>is not</source>
        <translation>n’est pas</translation>
    </message>
    <message>
        <source>less than</source>
        <translation>inférieur à</translation>
    </message>
    <message>
        <source>at most</source>
        <translation>au plus</translation>
    </message>
    <message>
        <source>more than</source>
        <translation>supérieur à</translation>
    </message>
    <message>
        <source>at least</source>
        <translation>au moins</translation>
    </message>
    <message>
        <source>is one of</source>
        <translation>est parmi</translation>
    </message>
    <message>
        <source>between</source>
        <translation>entre</translation>
    </message>
    <message>
        <source>contains</source>
        <translation>contient</translation>
    </message>
    <message>
        <source>begins with</source>
        <translation>commence par</translation>
    </message>
    <message>
        <source>is empty</source>
        <translation>est vide</translation>
    </message>
    <message>
        <source>before</source>
        <translation>avant le</translation>
    </message>
    <message>
        <source>until</source>
        <translation>jusqu’au</translation>
    </message>
    <message>
        <source>after</source>
        <translation>après le</translation>
    </message>
    <message>
        <source>from</source>
        <translation>à partir du</translation>
    </message>
    <message>
        <source>is known</source>
        <translation>est renseigné</translation>
    </message>
    <message>
        <source> and </source>
        <translation> et </translation>
    </message>
    <message>
        <source>no</source>
        <translation>non</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>oui</translation>
    </message>
    <message>
        <source>today</source>
        <translation>jour même</translation>
    </message>
    <message>
        <source>d</source>
        <translation>j</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>Waits for the server</source>
        <translation>Attend le serveur</translation>
    </message>
    <message>
        <source>Waits for another entry</source>
        <translation>Attend une autre saisie</translation>
    </message>
    <message>
        <source>Sent, answer awaited</source>
        <translation>Envoyée, réponse attendue</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Refusée</translation>
    </message>
    <message>
        <source>Saved on this computer, leaves as soon as the server answers.</source>
        <translation>Enregistré sur cet ordinateur, partira dès que le serveur répond.</translation>
    </message>
    <message>
        <source>Saved on this computer. It refers to another entry, which has to leave first.</source>
        <translation>Enregistré sur cet ordinateur. Cette saisie en cite une autre, qui doit partir d’abord.</translation>
    </message>
    <message>
        <source>Sent, perhaps arrived: it can be changed once the server has answered. It is never stored twice.</source>
        <translation>Envoyée, peut-être arrivée&#xa0;: elle pourra être modifiée quand le serveur aura répondu. Elle n’est jamais enregistrée deux fois.</translation>
    </message>
    <message>
        <source>The server refused this entry: correct it, then save it again.</source>
        <translation>Le serveur a refusé cette saisie&#xa0;: corrigez, puis enregistrez de nouveau.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n champ à corriger</numerusform>
            <numerusform>%n champs à corriger</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved: the server does not answer and the disk of this computer is full. Make room, then save again. What you typed stays here.</source>
        <translation>Pas enregistré&#xa0;: le serveur ne répond pas et le disque de ce poste est plein. Faites de la place, puis enregistrez de nouveau. Votre saisie reste ici.</translation>
    </message>
    <message>
        <source>Not saved: the server does not answer, and this computer has no safe place for what you enter. Sign in with your password once it answers. What you typed stays here.</source>
        <translation>Pas enregistré&#xa0;: le serveur ne répond pas, et ce poste n’a pas d’endroit sûr pour garder vos saisies. Quand il répondra, entrez avec votre mot de passe. Votre saisie reste ici.</translation>
    </message>
    <message>
        <source>Not saved: too many entries wait to be sent. What you typed stays here.</source>
        <translation>Pas enregistré&#xa0;: trop de saisies attendent d’être envoyées. Votre saisie reste ici.</translation>
    </message>
    <message>
        <source>Not saved: this form is too large to wait. What you typed stays here.</source>
        <translation>Pas enregistré&#xa0;: cette fiche est trop grande pour attendre. Votre saisie reste ici.</translation>
    </message>
    <message>
        <source>Not saved. {0} What you typed stays here.</source>
        <translation>Pas enregistré. {0} Votre saisie reste ici.</translation>
    </message>
    <message>
        <source>This entry may have arrived already: wait for the answer of the server.</source>
        <translation>Cette saisie est peut-être déjà arrivée&#xa0;: attendez la réponse du serveur.</translation>
    </message>
    <message>
        <source>This entry has been sent or taken out meanwhile.</source>
        <translation>Cette saisie a été envoyée ou retirée entre-temps.</translation>
    </message>
    <message>
        <source>Another window is writing here: try again in a moment.</source>
        <translation>Une autre fenêtre écrit ici&#xa0;: réessayez dans un instant.</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
</context>
<context>
    <name>OutboxModel</name>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
    <message>
        <source>Typed on</source>
        <translation>Tapée le</translation>
    </message>
    <message>
        <source>Why refused</source>
        <translation>Pourquoi refusée</translation>
    </message>
</context>
<context>
    <name>OutboxPage</name>
    <message>
        <source>To be sent</source>
        <translation>À envoyer</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies)</source>
        <translation>
            <numerusform>%n saisie</numerusform>
            <numerusform>%n saisies</numerusform>
        </translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>La garder</translation>
    </message>
    <message>
        <source>Take out</source>
        <translation>Retirer</translation>
    </message>
    <message>
        <source>It will never be sent, and what was typed goes for good: {0}.</source>
        <translation>Elle ne partira jamais, et ce qui était tapé disparaît pour de bon&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Take out this entry?</source>
        <translation>Retirer cette saisie&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>%n of your entries was closed with another key and cannot be opened.</source>
        <translation>
            <numerusform>%n de vos saisies est fermée par une autre clé (ancien mot de passe)&#xa0;: elle ne peut pas être ouverte.</numerusform>
            <numerusform>%n de vos saisies sont fermées par une autre clé (ancien mot de passe)&#xa0;: elles ne peuvent pas être ouvertes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) of other people wait on this computer.</source>
        <translation>
            <numerusform>%n saisie d’une autre personne attend sur ce poste.</numerusform>
            <numerusform>%n saisies d’autres personnes attendent sur ce poste.</numerusform>
        </translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>À côté</translation>
    </message>
    <message>
        <source>Everything has been sent</source>
        <translation>Tout est parti</translation>
    </message>
    <message>
        <source>What is entered while the server does not answer waits here, and leaves by itself.</source>
        <translation>Ce qui est saisi pendant que le serveur ne répond pas attend ici, et part de lui-même.</translation>
    </message>
</context>
<context>
    <name>OutlineBar</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>Annuler (Ctrl+Z)</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>Rétablir (Ctrl+Y)</translation>
    </message>
    <message>
        <source>Hole</source>
        <translation>Trou</translation>
    </message>
    <message>
        <source>Along the neighbours</source>
        <translation>Le long des voisines</translation>
    </message>
    <message>
        <source>Give up</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Save the outline</source>
        <translation>Enregistrer le contour</translation>
    </message>
    <message>
        <source>Outline of {0}</source>
        <translation>Contour de {0}</translation>
    </message>
    <message>
        <source>New plot</source>
        <translation>Nouvelle parcelle</translation>
    </message>
    <message>
        <source>The outline is still open: close it with Enter or a double click.</source>
        <translation>Le contour est encore ouvert&#xa0;: fermez-le par Entrée ou par un double clic.</translation>
    </message>
    <message>
        <source>Go on drawing</source>
        <translation>Continuer le dessin</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Enregistrer</translation>
    </message>
    <message>
        <source>The outline that you drew is not saved.</source>
        <translation>Le contour que vous avez dessiné n’est pas enregistré.</translation>
    </message>
    <message>
        <source>Save the outline?</source>
        <translation>Enregistrer le contour&#xa0;?</translation>
    </message>
    <message>
        <source>Click the corners one after another; Enter closes.</source>
        <translation>Cliquez les sommets l’un après l’autre&#xa0;; Entrée ferme le contour.</translation>
    </message>
    <message>
        <source>Leave a part out: a swamp, a village, a road (Ctrl+6)</source>
        <translation>Laisser une partie de côté&#xa0;: un marécage, un village, une route (Ctrl+6)</translation>
    </message>
    <message>
        <source>Size of the outline</source>
        <translation>Taille du contour</translation>
    </message>
</context>
<context>
    <name>OwnFactor</name>
    <message>
        <source>My second factor</source>
        <translation>Mon second facteur</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Set it up…</source>
        <translation>Le mettre en place…</translation>
    </message>
    <message>
        <source>Other telephone…</source>
        <translation>Autre téléphone…</translation>
    </message>
    <message>
        <source>New recovery codes…</source>
        <translation>Nouveaux codes de secours…</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Retirer…</translation>
    </message>
    <message>
        <source>In place. Recovery codes left: {0}.</source>
        <translation>En place. Codes de secours restants&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Not set up. Your role demands it from {0} on.</source>
        <translation>Pas encore en place. Votre rôle l’exige à partir du {0}.</translation>
    </message>
    <message>
        <source>Not set up. Your password alone opens your account.</source>
        <translation>Pas en place. Votre mot de passe seul ouvre votre compte.</translation>
    </message>
</context>
<context>
    <name>OwnSessions</name>
    <message>
        <source>My sessions</source>
        <translation>Mes sessions</translation>
    </message>
    <message>
        <source>If you do not know one of them, end it and change your password.</source>
        <translation>Si vous ne reconnaissez pas l’une d’elles, fermez-la et changez votre mot de passe.</translation>
    </message>
    <message>
        <source>End this session</source>
        <translation>Fermer cette session</translation>
    </message>
    <message>
        <source>End all others</source>
        <translation>Fermer toutes les autres</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>OwnWishes</name>
    <message>
        <source>What I am told</source>
        <translation>Ce qui m’est dit</translation>
    </message>
    <message>
        <source>Write letters to me about alerts</source>
        <translation>M’écrire au sujet des alertes</translation>
    </message>
    <message>
        <source>All of a day in one letter, at</source>
        <translation>Tout ce qui arrive dans la journée en un courriel, à</translation>
    </message>
    <message>
        <source>No letter from</source>
        <translation>Pas de courriel de</translation>
    </message>
    <message>
        <source>What has to be seen to now comes at once all the same</source>
        <translation>Ce qui est à voir tout de suite arrive quand même aussitôt</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Toutes</translation>
    </message>
    <message>
        <source>What has to be seen to today</source>
        <translation>À voir aujourd’hui, ou plus grave</translation>
    </message>
    <message>
        <source>Only what has to be seen to now</source>
        <translation>Seulement à voir tout de suite</translation>
    </message>
    <message>
        <source>{0}:00</source>
        <translation>{0}&#xa0;h</translation>
    </message>
    <message>
        <source>{0}:{1}</source>
        <translation>{0}&#xa0;h&#xa0;{1}</translation>
    </message>
    <message>
        <source>Notices on this screen</source>
        <translation>Avis sur ce poste</translation>
    </message>
    <message>
        <source>Letters about</source>
        <translation>Courriels pour</translation>
    </message>
    <message>
        <source>until</source>
        <translation>à</translation>
    </message>
    <message>
        <source>Hours are the company&apos;s. What has waited comes in one letter, as it stands by then.</source>
        <translation>À l’heure de la société. Ce qui a attendu arrive en un seul courriel, qui dit où en est chaque alerte.</translation>
    </message>
    <message>
        <source>Hour of the daily letter</source>
        <translation>Heure du courriel du jour</translation>
    </message>
    <message>
        <source>Beginning of the quiet hours</source>
        <translation>Début du silence</translation>
    </message>
    <message>
        <source>End of the quiet hours</source>
        <translation>Fin du silence</translation>
    </message>
</context>
<context>
    <name>PageWindow</name>
    <message>
        <source>Notices and the state of the connection are in the main window.</source>
        <translation>Les avis et l’état de la connexion sont dans la fenêtre principale.</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Scale about 1:{0}</source>
        <translation>Échelle 1&#xa0;: {0} environ</translation>
    </message>
</context>
<context>
    <name>PaperView</name>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>Parts</name>
    <message>
        <source>Clear</source>
        <translation>Effacer</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Change the password</source>
        <translation>Changer le mot de passe</translation>
    </message>
    <message>
        <source>Choose your own password</source>
        <translation>Choisissez votre propre mot de passe</translation>
    </message>
    <message>
        <source>The present one was given to you by somebody else. You can go on once it is replaced.</source>
        <translation>L’actuel vous a été donné par quelqu’un d’autre. Vous pourrez continuer dès qu’il sera remplacé.</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Changer</translation>
    </message>
    <message>
        <source>Present password</source>
        <translation>Mot de passe actuel</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>New password once more</source>
        <translation>Nouveau mot de passe, encore une fois</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Paste: {0}</source>
        <translation>Coller&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Pasted rows</source>
        <translation>Lignes collées</translation>
    </message>
    <message>
        <source>Columns that the program fills itself are left out.</source>
        <translation>Les colonnes que le programme remplit lui-même sont laissées de côté.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>What becomes of the rows</source>
        <translation>Où vont les lignes</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Vérifier de nouveau</translation>
    </message>
    <message>
        <source>Store</source>
        <translation>Enregistrer</translation>
    </message>
    <message numerus="yes">
        <source>Over the %n selected row(s), in their order</source>
        <translation>
            <numerusform>Sur la ligne sélectionnée</numerusform>
            <numerusform>Sur les %n lignes sélectionnées, dans leur ordre</numerusform>
        </translation>
    </message>
    <message>
        <source>As new rows</source>
        <translation>Comme nouvelles lignes</translation>
    </message>
    <message>
        <source>Nothing was stored.</source>
        <translation>Rien n’a été enregistré.</translation>
    </message>
    <message numerus="yes">
        <source>%n error(s)</source>
        <translation>
            <numerusform>%n erreur</numerusform>
            <numerusform>%n erreurs</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}. Nothing is stored while a cell is wrong: correct it here, then check again.</source>
        <translation>{0}. Rien n’est enregistré tant qu’une case est fausse&#xa0;: corrigez-la ici, puis vérifiez de nouveau.</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <translation>Rien ne changerait.</translation>
    </message>
    <message numerus="yes">
        <source>%n to add</source>
        <translation>
            <numerusform>%n à ajouter</numerusform>
            <numerusform>%n à ajouter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to change</source>
        <translation>
            <numerusform>%n à modifier</numerusform>
            <numerusform>%n à modifier</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1}. Nothing is stored yet.</source>
        <translation>{0}, {1}. Rien n’est encore enregistré.</translation>
    </message>
    <message numerus="yes">
        <source>“{0}” changes in %n row(s): do they stand in the order of the list?</source>
        <translation>
            <numerusform>«&#xa0;{0}&#xa0;» change dans %n ligne&#xa0;: sont-elles dans l’ordre de la liste&#xa0;?</numerusform>
            <numerusform>«&#xa0;{0}&#xa0;» change dans %n lignes&#xa0;: sont-elles dans l’ordre de la liste&#xa0;?</numerusform>
        </translation>
    </message>
    <message>
        <source>Corrected: check again before you store.</source>
        <translation>Corrigé&#xa0;: vérifiez de nouveau avant d’enregistrer.</translation>
    </message>
    <message>
        <source>Go on correcting</source>
        <translation>Continuer à corriger</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>What you have corrected here is kept nowhere else.</source>
        <translation>Ce que vous avez corrigé ici n’est gardé nulle part ailleurs.</translation>
    </message>
    <message>
        <source>Discard the corrections?</source>
        <translation>Abandonner les corrections&#xa0;?</translation>
    </message>
</context>
<context>
    <name>PastedModel</name>
    <message>
        <source>What happens</source>
        <translation>Ce qui se passe</translation>
    </message>
    <message>
        <source>To be corrected</source>
        <translation>À corriger</translation>
    </message>
    <message>
        <source>New</source>
        <translation>Nouvelle</translation>
    </message>
    <message numerus="yes">
        <source>%n cell(s) changed</source>
        <translation>
            <numerusform>%n case modifiée</numerusform>
            <numerusform>%n cases modifiées</numerusform>
        </translation>
    </message>
    <message>
        <source>As it is</source>
        <translation>Inchangée</translation>
    </message>
    <message>
        <source>Before: {0}</source>
        <translation>Avant&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>Patience</name>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Stop waiting</source>
        <translation>Ne plus attendre</translation>
    </message>
    <message>
        <source>The server takes its time to answer.</source>
        <translation>Le serveur met du temps à répondre.</translation>
    </message>
    <message>
        <source>The server takes its time to answer. What you typed stays here.</source>
        <translation>Le serveur met du temps à répondre. Ce que vous avez saisi reste ici.</translation>
    </message>
</context>
<context>
    <name>PlaceSearch</name>
    <message>
        <source>Write three letters at least.</source>
        <translation>Écrivez au moins trois lettres.</translation>
    </message>
    <message>
        <source>No place of this name was found in Cameroon.</source>
        <translation>Aucun lieu de ce nom n’a été trouvé au Cameroun.</translation>
    </message>
    <message>
        <source>Find a place (Ctrl+G)</source>
        <translation>Chercher un lieu (Ctrl+G)</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>Chercher un lieu</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>Lieux trouvés</translation>
    </message>
</context>
<context>
    <name>Postbox</name>
    <message numerus="yes">
        <source>%n entry(ies) have not been sent. They stay on this computer and leave when you are back.</source>
        <translation>
            <numerusform>%n saisie n’est pas encore partie. Elle reste sur ce poste et partira à votre retour.</numerusform>
            <numerusform>%n saisies ne sont pas encore parties. Elles restent sur ce poste et partiront à votre retour.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stay</source>
        <translation>Rester</translation>
    </message>
    <message>
        <source>Sign out</source>
        <translation>Se déconnecter</translation>
    </message>
    <message>
        <source>Sign out before everything is sent?</source>
        <translation>Se déconnecter avant que tout soit parti&#xa0;?</translation>
    </message>
    <message>
        <source>{0}: done. {1}</source>
        <translation>{0}&#xa0;: fait. {1}</translation>
    </message>
    <message>
        <source>Refused by the server: {0}. {1}</source>
        <translation>Refusé par le serveur&#xa0;: {0}. {1}</translation>
    </message>
    <message>
        <source>Correct…</source>
        <translation>Corriger…</translation>
    </message>
    <message numerus="yes">
        <source>%n entry(ies) that waited to be sent could not be read any more and were put aside.</source>
        <translation>
            <numerusform>%n saisie à envoyer était illisible et a été mise de côté.</numerusform>
            <numerusform>%n saisies à envoyer étaient illisibles et ont été mises de côté.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewDialog</name>
    <message>
        <source>Page {0} of {1}</source>
        <translation>Page {0} sur {1}</translation>
    </message>
    <message>
        <source>Sent to the printer: {0}</source>
        <translation>Envoyé à l’imprimante&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The printer did not take the pages. Check it, then try again.</source>
        <translation>L’imprimante n’a pas pris les pages. Vérifiez-la, puis recommencez.</translation>
    </message>
    <message>
        <source>Save as PDF</source>
        <translation>Enregistrer en PDF</translation>
    </message>
    <message>
        <source>Preview of the pages</source>
        <translation>Aperçu des pages</translation>
    </message>
    <message>
        <source>Previous page (PgUp)</source>
        <translation>Page précédente (Page préc)</translation>
    </message>
    <message>
        <source>Next page (PgDn)</source>
        <translation>Page suivante (Page suiv)</translation>
    </message>
    <message>
        <source>Smaller (-)</source>
        <translation>Plus petit (-)</translation>
    </message>
    <message>
        <source>Larger (+)</source>
        <translation>Plus grand (+)</translation>
    </message>
    <message>
        <source>Fit the width (0)</source>
        <translation>À la largeur de la fenêtre (0)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
    <message>
        <source>Save as PDF…</source>
        <translation>Enregistrer en PDF…</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
</context>
<context>
    <name>Printing</name>
    <message>
        <source>This is the record as it is stored: what was typed and is not saved yet is not printed.</source>
        <translation>Voici la fiche telle qu’elle est enregistrée&#xa0;: ce qui est tapé et pas encore enregistré n’est pas imprimé.</translation>
    </message>
    <message>
        <source>There is nothing to print here yet.</source>
        <translation>Il n’y a encore rien à imprimer ici.</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>Row</source>
        <translation>Ligne</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>Colonne</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>Ce qui ne va pas</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>The server does not answer. Check the connection, then try again.</source>
        <translation>Le serveur ne répond pas. Vérifiez la connexion, puis réessayez.</translation>
    </message>
    <message>
        <source>The server does not know this: it is of an older version than this program. Tell your administrator. What you typed is still there.</source>
        <translation>Le serveur ne connaît pas cela&#xa0;: il est d’une version plus ancienne que ce programme. Dites-le à votre administrateur. Ce que vous avez saisi est toujours là.</translation>
    </message>
    <message>
        <source>Number to give to support: {0}</source>
        <translation>Numéro à donner au support&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The answer of the server cannot be understood. Try again; if it stays so, this program and the server are of different versions: tell your administrator. What you typed is still there.</source>
        <translation>La réponse du serveur n’est pas comprise. Réessayez&#xa0;; si cela dure, ce programme et le serveur n’ont pas la même version&#xa0;: prévenez votre administrateur. Ce que vous avez tapé est toujours là.</translation>
    </message>
    <message>
        <source>Something unforeseen happened: {0}</source>
        <translation>Quelque chose d’imprévu est arrivé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>The disk is full. Make room on it or choose another folder, then try again.</source>
        <translation>Le disque est plein. Libérez de la place ou choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>Your share of this disk is used up. Delete what you no longer need, choose another folder, or ask your administrator for more room, then try again.</source>
        <translation>Votre part de ce disque est épuisée. Supprimez ce qui ne sert plus, choisissez un autre dossier ou demandez plus de place à votre administrateur, puis réessayez.</translation>
    </message>
    <message>
        <source>This computer does not let the file be used. Close it if it is open in another program, or choose another folder, then try again.</source>
        <translation>Cet ordinateur ne permet pas d’utiliser ce fichier. Fermez-le s’il est ouvert dans un autre programme, ou choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>The file is being used by another program. Close it there or choose another name, then try again.</source>
        <translation>Un autre programme utilise ce fichier. Fermez-le dans ce programme ou choisissez un autre nom, puis réessayez.</translation>
    </message>
    <message>
        <source>Nothing can be written in this place: it can only be read. Choose another folder, then try again.</source>
        <translation>Rien ne peut être écrit à cet endroit&#xa0;: il est en lecture seule. Choisissez un autre dossier, puis réessayez.</translation>
    </message>
    <message>
        <source>The file or its folder is no longer there: it was moved, renamed or deleted. Choose it again, then try again.</source>
        <translation>Le fichier ou son dossier n’est plus là&#xa0;: il a été déplacé, renommé ou supprimé. Choisissez-le à nouveau, puis réessayez.</translation>
    </message>
    <message>
        <source>The name of the file with its folders is too long for this computer. Choose a shorter name or a folder nearer to the beginning of the disk, then try again.</source>
        <translation>Le nom du fichier, avec ses dossiers, est trop long pour cet ordinateur. Choisissez un nom plus court ou un dossier plus proche du début du disque, puis réessayez.</translation>
    </message>
    <message>
        <source>This place does not take the name of the file. Choose one without signs such as *, /, |, &lt; or &gt;, then try again.</source>
        <translation>Ce nom de fichier n’est pas admis à cet endroit. Choisissez-en un qui ne contient pas de signe comme *, /, |, &lt; ou &gt;, puis réessayez.</translation>
    </message>
    <message>
        <source>The network folder or the drive no longer answers. Check the network or plug the drive in again, or choose a folder of this computer, then try again.</source>
        <translation>Le dossier du réseau ou le disque ne répond plus. Vérifiez le réseau ou rebranchez le disque, ou choisissez un dossier de cet ordinateur, puis réessayez.</translation>
    </message>
    <message>
        <source>The disk could not be read or written. Try again; if it stays so, choose another disk and tell your administrator: this one may be damaged.</source>
        <translation>Le disque n’a pas pu être lu ou écrit. Réessayez&#xa0;; si cela dure, choisissez un autre disque et prévenez votre administrateur&#xa0;: celui-ci est peut-être abîmé.</translation>
    </message>
    <message>
        <source>This is a folder, not a file. Choose a file or another name, then try again.</source>
        <translation>C’est un dossier, pas un fichier. Choisissez un fichier ou un autre nom, puis réessayez.</translation>
    </message>
    <message>
        <source>A file of this name is there already. Choose another name, then try again.</source>
        <translation>Un fichier de ce nom existe déjà. Choisissez un autre nom, puis réessayez.</translation>
    </message>
    <message>
        <source>The file is too large for this disk. Choose another disk or a smaller part of it, then try again.</source>
        <translation>Le fichier est trop grand pour ce disque. Choisissez un autre disque ou une plus petite partie, puis réessayez.</translation>
    </message>
    <message>
        <source>Too many files are open on this computer. Close other programs, then try again.</source>
        <translation>Trop de fichiers sont ouverts sur cet ordinateur. Fermez d’autres programmes, puis réessayez.</translation>
    </message>
    <message>
        <source>The file could not be used. Choose another folder, then try again; if it stays so, tell your administrator what the computer says: {0}</source>
        <translation>Le fichier n’a pas pu être utilisé. Choisissez un autre dossier, puis réessayez&#xa0;; si cela dure, dites à votre administrateur ce qu’indique l’ordinateur&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Something else answered in the place of the server ({0}): the network may want you to sign in to it, or the server is just starting. Open a web page to see, then try again. What you typed is still there.</source>
        <translation>Autre chose a répondu à la place du serveur ({0})&#xa0;: le réseau demande peut-être de s’identifier, ou le serveur démarre. Ouvrez une page web pour voir, puis réessayez. Ce que vous avez tapé est toujours là.</translation>
    </message>
    <message>
        <source>No authority known to this computer stands for the certificate of {0}. Type no password: ask your administrator to install the authority of the company on this computer.</source>
        <translation>Aucune autorité connue de cet ordinateur ne garantit le certificat de {0}. Ne saisissez aucun mot de passe&#xa0;: demandez à votre administrateur d’installer l’autorité de l’entreprise sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The address of {0} must begin with https://, otherwise your password could be read on its way.</source>
        <translation>L’adresse de {0} doit commencer par https://, sinon votre mot de passe pourrait être lu en chemin.</translation>
    </message>
    <message>
        <source>The certificate of the company’s authority cannot be read: {0}. Ask your administrator to install FOFAL again on this computer.</source>
        <translation>Le certificat de l’autorité de l’entreprise est illisible&#xa0;: {0}. Demandez à votre administrateur de réinstaller FOFAL sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The server does not answer, and nothing of this is kept on this computer.</source>
        <translation>Le serveur ne répond pas, et rien de ceci n’est gardé sur cet ordinateur.</translation>
    </message>
    <message>
        <source>The certificate of the server is not made out to {0}. Check the address. If it is right, type no password and tell your administrator: somebody may be posing as the server.</source>
        <translation>Le certificat du serveur n’est pas au nom de {0}. Vérifiez l’adresse. Si elle est juste, ne saisissez aucun mot de passe et prévenez votre administrateur&#xa0;: quelqu’un se fait peut-être passer pour le serveur.</translation>
    </message>
    <message>
        <source>The certificate of {0} is not valid at the date of this computer. Check the date and time of the computer; if they are right, tell your administrator that the certificate must be renewed.</source>
        <translation>Le certificat de {0} n’est pas valable à la date de cet ordinateur. Vérifiez la date et l’heure de l’ordinateur&#x202f;; si elles sont justes, dites à votre administrateur que le certificat doit être renouvelé.</translation>
    </message>
</context>
<context>
    <name>Proving</name>
    <message>
        <source>Your password</source>
        <translation>Votre mot de passe</translation>
    </message>
    <message>
        <source>Code of your telephone, or a recovery code</source>
        <translation>Code de votre téléphone, ou un code de secours</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Return</source>
        <translation>Entrée</translation>
    </message>
</context>
<context>
    <name>RainBook</name>
    <message>
        <source>model {0} mm</source>
        <translation>modèle {0} mm</translation>
    </message>
    <message>
        <source>Month</source>
        <translation>Mois</translation>
    </message>
    <message>
        <source>Days 1 to 10</source>
        <translation>1 au 10</translation>
    </message>
    <message>
        <source>Days 11 to 20</source>
        <translation>11 au 20</translation>
    </message>
    <message>
        <source>Days 21 to {0}</source>
        <translation>21 au {0}</translation>
    </message>
    <message>
        <source>to come</source>
        <translation>à venir</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>non relevé</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) not read</source>
        <translation>
            <numerusform>%n jour non relevé</numerusform>
            <numerusform>%n jours non relevés</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RainBookPage</name>
    <message>
        <source>Rain book</source>
        <translation>Carnet de pluie</translation>
    </message>
    <message>
        <source>New site</source>
        <translation>Nouveau site</translation>
    </message>
    <message>
        <source>Sites {0} to {1} of {2}</source>
        <translation>Sites {0} à {1} sur {2}</translation>
    </message>
    <message>
        <source>Rain of {0} saved.</source>
        <translation>Pluie de {0} enregistrée.</translation>
    </message>
    <message>
        <source>Somebody has written {0} mm meanwhile. Save again to put yours there.</source>
        <translation>Quelqu&apos;un a noté {0} mm entre-temps. Enregistrez de nouveau pour mettre votre valeur à la place.</translation>
    </message>
    <message>
        <source>{0}: not saved. {1} What you typed stays here.</source>
        <translation>{0}&#xa0;: non enregistré. {1} Ce que vous avez saisi reste ici.</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) to correct</source>
        <translation>
            <numerusform>%n jour à corriger</numerusform>
            <numerusform>%n jours à corriger</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The rain book has %n day(s) that are not saved.</source>
        <translation>
            <numerusform>Le carnet de pluie a %n jour non enregistré.</numerusform>
            <numerusform>Le carnet de pluie a %n jours non enregistrés.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) not saved</source>
        <translation>
            <numerusform>%n jour non enregistré</numerusform>
            <numerusform>%n jours non enregistrés</numerusform>
        </translation>
    </message>
    <message>
        <source>Each site has a rain gauge and a column here. Add the sites of the farm first.</source>
        <translation>Chaque site a un pluviomètre et une colonne ici. Ajoutez d&apos;abord les sites de l&apos;exploitation.</translation>
    </message>
    <message>
        <source>No site yet</source>
        <translation>Aucun site</translation>
    </message>
    <message>
        <source>Sites</source>
        <translation>Sites</translation>
    </message>
    <message>
        <source>Not saved yet</source>
        <translation>Pas encore enregistré</translation>
    </message>
    <message>
        <source>Day (mm)</source>
        <translation>Jour (mm)</translation>
    </message>
</context>
<context>
    <name>RainDrafting</name>
    <message numerus="yes">
        <source>%n day(s) of sites that are no longer in use could not be put back.</source>
        <translation>
            <numerusform>%n jour d’un site qui n’est plus utilisé n’a pas pu être repris.</numerusform>
            <numerusform>%n jours de sites qui ne sont plus utilisés n’ont pas pu être repris.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>What you see was loaded earlier. </source>
        <translation>Ce que vous voyez a été chargé plus tôt. </translation>
    </message>
</context>
<context>
    <name>RecordDrafting</name>
    <message>
        <source>Something is being typed into this record in another window as well.</source>
        <translation>Quelqu’un est aussi en train de saisir dans cet enregistrement, dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>This record was deleted meanwhile: what you typed is kept.</source>
        <translation>Cette fiche a été supprimée entre-temps&#xa0;: ce que vous avez tapé est gardé.</translation>
    </message>
    <message>
        <source>It was deleted meanwhile: what you typed stands here as a new record.</source>
        <translation>Elle a été supprimée entre-temps&#xa0;: ce que vous avez tapé est ici, dans une fiche nouvelle.</translation>
    </message>
</context>
<context>
    <name>RecordForm</name>
    <message>
        <source>Line {0}: {1}</source>
        <translation>Ligne {0}&#xa0;: {1}</translation>
    </message>
</context>
<context>
    <name>RecordHeading</name>
    <message>
        <source>Attachments: {0}</source>
        <translation>Pièces jointes&#xa0;: {0}</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Plus</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>Lecture seule</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Somebody changed this record meanwhile. Saving will show you both versions.</source>
        <translation>Quelqu’un a modifié cette fiche entre-temps. L’enregistrement vous montrera les deux versions.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n champ à corriger</numerusform>
            <numerusform>%n champs à corriger</numerusform>
        </translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Enregistré&#xa0;: {0}</translation>
    </message>
    <message>
        <source>“{0}” has changes that are not saved.</source>
        <translation>«&#xa0;{0}&#xa0;» a des modifications non enregistrées.</translation>
    </message>
    <message>
        <source>New: {0}</source>
        <translation>Nouveau&#xa0;: {0}</translation>
    </message>
    <message>
        <source>This record is not there any more</source>
        <translation>Cette fiche n’est plus là</translation>
    </message>
    <message>
        <source>It was deleted meanwhile, or it is not open to you. {0} leads to the list.</source>
        <translation>Elle a été supprimée entre-temps, ou elle ne vous est pas ouverte. {0} mène à la liste.</translation>
    </message>
</context>
<context>
    <name>RelationEditor</name>
    <message>
        <source>Choose from the list (F2 in an empty field)</source>
        <translation>Choisir dans la liste (F2 dans un champ vide)</translation>
    </message>
    <message>
        <source>Choose one of the list.</source>
        <translation>Choisissez dans la liste.</translation>
    </message>
    <message>
        <source>Create “{0}”</source>
        <translation>Créer «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Rien trouvé</translation>
    </message>
    <message>
        <source>The list cannot be asked at the moment. What you typed is kept.</source>
        <translation>La liste ne peut pas être consultée en ce moment. Votre saisie est gardée.</translation>
    </message>
</context>
<context>
    <name>Removal</name>
    <message>
        <source>Do not delete</source>
        <translation>Ne pas supprimer</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Supprimer</translation>
    </message>
    <message>
        <source>Delete?</source>
        <translation>Supprimer&#xa0;?</translation>
    </message>
    <message numerus="yes">
        <source>Deletion of %n record(s)</source>
        <translation>
            <numerusform>Suppression de %n fiche</numerusform>
            <numerusform>Suppression de %n fiches</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Suppression annulée.</translation>
    </message>
    <message numerus="yes">
        <source>Taking back %n record(s)</source>
        <translation>
            <numerusform>Retour de %n fiche</numerusform>
            <numerusform>Retour de %n fiches</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n taken back</source>
        <translation>
            <numerusform>%n fiche rétablie</numerusform>
            <numerusform>%n fiches rétablies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{0}, %n still deleted.</source>
        <translation>
            <numerusform>{0}, %n encore supprimée.</numerusform>
            <numerusform>{0}, %n encore supprimées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Deleted: {0}</source>
        <translation>Supprimé&#xa0;: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) deleted.</source>
        <translation>
            <numerusform>%n fiche supprimée.</numerusform>
            <numerusform>%n fiches supprimées.</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Replaced</name>
    <message>
        <source>FOFAL was replaced on this computer by version {0} while it was open. Close it and open it again: until then some screens may not open. Nothing you typed is lost.</source>
        <translation>FOFAL a été remplacé sur cet ordinateur par la version {0} pendant qu’il était ouvert. Fermez-le et ouvrez-le de nouveau&#xa0;: jusque-là, certains écrans peuvent ne pas s’ouvrir. Rien de ce que vous avez saisi n’est perdu.</translation>
    </message>
</context>
<context>
    <name>ReplicasModel</name>
    <message>
        <source>Invite it again (replica invite), then copy it into an empty folder (replica init).</source>
        <translation>Invitez-la de nouveau (replica invite), puis recopiez-la dans un dossier vide (replica init).</translation>
    </message>
    <message>
        <source>On its machine: fofal-server replica follow</source>
        <translation>Sur sa machine&#xa0;: fofal-server replica follow</translation>
    </message>
    <message>
        <source>Replica</source>
        <translation>Réplique</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Depuis</translation>
    </message>
    <message>
        <source>Behind</source>
        <translation>Retard</translation>
    </message>
    <message>
        <source>Awaited</source>
        <translation>Attendue</translation>
    </message>
    <message>
        <source>Log kept for it</source>
        <translation>Journal gardé</translation>
    </message>
    <message>
        <source>Follows</source>
        <translation>Suit</translation>
    </message>
    <message>
        <source>Catching up</source>
        <translation>Rattrape</translation>
    </message>
    <message>
        <source>Beginning</source>
        <translation>Commence</translation>
    </message>
    <message>
        <source>Ending</source>
        <translation>Finit</translation>
    </message>
    <message>
        <source>Away</source>
        <translation>Absente</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Oui</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Non</translation>
    </message>
    <message>
        <source>up to date</source>
        <translation>à jour</translation>
    </message>
    <message>
        <source>{0} s, {1}</source>
        <translation>{0}&#xa0;s, {1}</translation>
    </message>
    <message>
        <source>soon lost</source>
        <translation>bientôt perdu</translation>
    </message>
    <message>
        <source>lost: to be copied anew</source>
        <translation>perdu&#xa0;: à recopier</translation>
    </message>
</context>
<context>
    <name>RightsGrid</name>
    <message>
        <source>Rights</source>
        <translation>Droits</translation>
    </message>
</context>
<context>
    <name>RightsModel</name>
    <message>
        <source>{0}, {1}: {2}</source>
        <translation>{0}, {1}&#xa0;: {2}</translation>
    </message>
    <message>
        <source>Module</source>
        <translation>Module</translation>
    </message>
    <message>
        <source>Resource</source>
        <translation>Fiche</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droit</translation>
    </message>
    <message>
        <source>Permission</source>
        <translation>Permission</translation>
    </message>
    <message>
        <source>A second factor is due</source>
        <translation>Second facteur exigé</translation>
    </message>
    <message>
        <source>All roles together</source>
        <translation>Tous ses rôles</translation>
    </message>
</context>
<context>
    <name>RightsPage</name>
    <message>
        <source>Rights</source>
        <translation>Droits</translation>
    </message>
    <message>
        <source>Resource, right or role</source>
        <translation>Fiche, droit ou rôle</translation>
    </message>
    <message>
        <source>Only what is given</source>
        <translation>Seulement ce qui est accordé</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout montrer</translation>
    </message>
    <message>
        <source>All roles</source>
        <translation>Tous les rôles</translation>
    </message>
    <message>
        <source>One role</source>
        <translation>Un rôle</translation>
    </message>
    <message>
        <source>One person</source>
        <translation>Une personne</translation>
    </message>
    <message numerus="yes">
        <source>%n right(s)</source>
        <translation>
            <numerusform>%n droit</numerusform>
            <numerusform>%n droits</numerusform>
        </translation>
    </message>
    <message>
        <source>Try other words, or look at all roles.</source>
        <translation>Essayez d’autres mots, ou regardez tous les rôles.</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Rien ne correspond</translation>
    </message>
    <message>
        <source>Searched</source>
        <translation>Recherché</translation>
    </message>
    <message>
        <source>Narrowed</source>
        <translation>Limité à</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>Droit</translation>
    </message>
    <message>
        <source>Whose rights</source>
        <translation>Les droits de qui</translation>
    </message>
    <message>
        <source>Role or person</source>
        <translation>Rôle ou personne</translation>
    </message>
</context>
<context>
    <name>RiskCard</name>
    <message>
        <source>Risk, now and in three days</source>
        <translation>Risque, maintenant et à trois jours</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>The filter with which this list was to open is gone: the list shows everything.</source>
        <translation>Le filtre avec lequel cette liste devait s’ouvrir n’existe plus&#xa0;: la liste montre tout.</translation>
    </message>
    <message>
        <source>The filter “{0}” speaks of fields that are gone or that you may not see ({1}): it is used without them.</source>
        <translation>Le filtre «&#xa0;{0}&#xa0;» porte sur des champs qui n’existent plus ou que vous ne pouvez pas voir ({1})&#xa0;: il est appliqué sans eux.</translation>
    </message>
    <message>
        <source>Save this filter as…</source>
        <translation>Enregistrer ce filtre sous…</translation>
    </message>
    <message>
        <source>With “{0}”:</source>
        <translation>Avec «&#xa0;{0}&#xa0;»&#xa0;:</translation>
    </message>
    <message>
        <source>Open the list with this filter</source>
        <translation>Ouvrir la liste avec ce filtre</translation>
    </message>
    <message>
        <source>Save what is asked now under this name</source>
        <translation>Enregistrer la demande actuelle sous ce nom</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>Renommer…</translation>
    </message>
    <message>
        <source>Stop sharing</source>
        <translation>Ne plus partager</translation>
    </message>
    <message>
        <source>Share with everybody who sees this list</source>
        <translation>Partager avec tous ceux qui voient cette liste</translation>
    </message>
    <message>
        <source>Delete this filter</source>
        <translation>Supprimer ce filtre</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>Enregistrer ce filtre</translation>
    </message>
    <message>
        <source>Rename the filter</source>
        <translation>Renommer le filtre</translation>
    </message>
    <message>
        <source>Filter deleted: {0}</source>
        <translation>Filtre supprimé&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
</context>
<context>
    <name>Saving</name>
    <message>
        <source>Perhaps not saved: you stopped waiting before the server had answered. What you typed stays here; saved again, it is never stored twice.</source>
        <translation>Peut-être pas enregistré&#xa0;: vous n’avez pas attendu la réponse du serveur. Ce que vous avez saisi reste ici&#xa0;; enregistré à nouveau, rien ne l’est jamais deux fois.</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n champ à corriger</numerusform>
            <numerusform>%n champs à corriger</numerusform>
        </translation>
    </message>
    <message>
        <source>Not saved yet. {0} What you typed stays here.</source>
        <translation>Pas encore enregistré. {0} Votre saisie reste ici.</translation>
    </message>
</context>
<context>
    <name>SecretEditor</name>
    <message>
        <source>unchanged</source>
        <translation>inchangé</translation>
    </message>
</context>
<context>
    <name>SendingDialog</name>
    <message>
        <source>It was done before the server could be told to stop.</source>
        <translation>C’était fait avant que l’arrêt n’arrive au serveur.</translation>
    </message>
    <message>
        <source>The file is sent…</source>
        <translation>Envoi du fichier…</translation>
    </message>
    <message>
        <source>The server reads the rows…</source>
        <translation>Le serveur lit les lignes…</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>Whether it was stored is not known. Send it again later: nothing is stored twice.</source>
        <translation>On ne sait pas si c’est enregistré. Renvoyez-le plus tard&#xa0;: rien n’est enregistré deux fois.</translation>
    </message>
</context>
<context>
    <name>Sensors</name>
    <message>
        <source>24 hours</source>
        <translation>24 heures</translation>
    </message>
    <message>
        <source>7 days</source>
        <translation>7 jours</translation>
    </message>
    <message>
        <source>30 days</source>
        <translation>30 jours</translation>
    </message>
    <message>
        <source>1 year</source>
        <translation>1 an</translation>
    </message>
    <message>
        <source>critical minimum</source>
        <translation>minimum critique</translation>
    </message>
    <message>
        <source>normal minimum</source>
        <translation>minimum normal</translation>
    </message>
    <message>
        <source>normal maximum</source>
        <translation>maximum normal</translation>
    </message>
    <message>
        <source>critical maximum</source>
        <translation>maximum critique</translation>
    </message>
    <message>
        <source>no reading yet</source>
        <translation>aucun relevé</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Sum</source>
        <translation>Somme</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Plus bas</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Plus haut</translation>
    </message>
</context>
<context>
    <name>SensorsPage</name>
    <message>
        <source>Sensors at a glance</source>
        <translation>Capteurs d’un coup d’œil</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Ouvrir</translation>
    </message>
    <message>
        <source>New sensor</source>
        <translation>Nouveau capteur</translation>
    </message>
    <message>
        <source>No reading in this period.</source>
        <translation>Aucun relevé sur cette période.</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Sensor</source>
        <translation>Capteur</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>State</source>
        <translation>État</translation>
    </message>
    <message>
        <source>Battery</source>
        <translation>Batterie</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>{0} of {1}</source>
        <translation>{0} sur {1}</translation>
    </message>
    <message numerus="yes">
        <source>%n sensor(s)</source>
        <translation>
            <numerusform>%n capteur</numerusform>
            <numerusform>%n capteurs</numerusform>
        </translation>
    </message>
    <message>
        <source>Add a sensor, give it the service account of its device, and its readings appear here.</source>
        <translation>Ajoutez un capteur et donnez-lui le compte de service de son appareil&#xa0;: ses relevés apparaissent ici.</translation>
    </message>
    <message>
        <source>No sensor yet</source>
        <translation>Aucun capteur</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
</context>
<context>
    <name>ServiceKeyPage</name>
    <message>
        <source>Draw the key</source>
        <translation>Tirer la clé</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Draw another one</source>
        <translation>En tirer une autre</translation>
    </message>
    <message>
        <source>The key drawn before stops working at once.</source>
        <translation>La clé tirée auparavant cesse aussitôt de valoir.</translation>
    </message>
    <message>
        <source>The key “{0}”</source>
        <translation>La clé «&#xa0;{0}&#xa0;»</translation>
    </message>
    <message>
        <source>Give it to the program. It is not shown again.</source>
        <translation>Donnez-la au programme. Elle n’est plus montrée ensuite.</translation>
    </message>
</context>
<context>
    <name>SessionsModel</name>
    <message>
        <source>Device</source>
        <translation>Appareil</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Signed in</source>
        <translation>Connexion</translation>
    </message>
    <message>
        <source>Last seen</source>
        <translation>Dernière activité</translation>
    </message>
    <message>
        <source>Unknown device</source>
        <translation>Appareil inconnu</translation>
    </message>
    <message>
        <source>This session: {0}</source>
        <translation>Cette session&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>SetupPage</name>
    <message>
        <source>The company as it stands on documents. What you do not know yet can wait.</source>
        <translation>La société telle qu’elle figure sur les documents. Ce que vous ne savez pas encore peut attendre.</translation>
    </message>
    <message>
        <source>The plantation&apos;s sites. Coordinates are those of the farm, not of the office.</source>
        <translation>Les sites de la plantation. Les coordonnées sont celles du domaine, pas du bureau.</translation>
    </message>
    <message>
        <source>The people who work with FOFAL, each with an account and roles of their own.</source>
        <translation>Les personnes qui travaillent avec FOFAL, chacune avec son compte et ses rôles.</translation>
    </message>
    <message>
        <source>The plots: one by one, or all of them from a GeoJSON or a table.</source>
        <translation>Les parcelles&#xa0;: une par une, ou toutes depuis un GeoJSON ou un tableau.</translation>
    </message>
    <message>
        <source>From which amount on somebody else has to agree. Nothing is asked for until you write a rule.</source>
        <translation>À partir de quel montant l&apos;accord d&apos;une autre personne est nécessaire. Rien n&apos;est demandé tant que vous n&apos;écrivez pas de règle.</translation>
    </message>
    <message>
        <source>Set-up</source>
        <translation>Installation</translation>
    </message>
    <message>
        <source>The set-up is done. You find all of it again in the lists.</source>
        <translation>L’installation est terminée. Vous retrouvez tout dans les listes.</translation>
    </message>
    <message>
        <source>Each step is kept as soon as it is saved: you may stop and come back at any time.</source>
        <translation>Chaque étape est gardée dès qu’elle est enregistrée&#xa0;: vous pouvez arrêter et revenir à tout moment.</translation>
    </message>
</context>
<context>
    <name>SetupStep</name>
    <message>
        <source>New: {0}</source>
        <translation>Nouveau&#xa0;: {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) to correct</source>
        <translation>
            <numerusform>%n champ à corriger</numerusform>
            <numerusform>%n champs à corriger</numerusform>
        </translation>
    </message>
    <message>
        <source>What you typed under “{0}” is not saved.</source>
        <translation>Votre saisie sous «&#xa0;{0}&#xa0;» n’est pas enregistrée.</translation>
    </message>
    <message>
        <source>Already there: {0}</source>
        <translation>Déjà là&#xa0;: {0}</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Importer un fichier</translation>
    </message>
    <message>
        <source>Save and add another</source>
        <translation>Enregistrer et ajouter</translation>
    </message>
    <message>
        <source>Save and go on</source>
        <translation>Enregistrer et continuer</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>In the help</source>
        <translation>Dans l’aide</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>In a list</source>
        <translation>Dans une liste</translation>
    </message>
    <message>
        <source>In a record</source>
        <translation>Dans une fiche</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Partout</translation>
    </message>
    <message>
        <source>In a window of its own</source>
        <translation>Dans une fenêtre détachée</translation>
    </message>
    <message>
        <source>In a field</source>
        <translation>Dans un champ</translation>
    </message>
    <message>
        <source>In a grid of lines</source>
        <translation>Dans une grille de lignes</translation>
    </message>
    <message>
        <source>Among the files of a record</source>
        <translation>Parmi les fichiers d’une fiche</translation>
    </message>
    <message>
        <source>In the dashboard</source>
        <translation>Dans le tableau de bord</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>Moving over the map</source>
        <translation>Se déplacer sur la carte</translation>
    </message>
    <message>
        <source>While an outline is drawn</source>
        <translation>Pendant qu’un contour se dessine</translation>
    </message>
    <message>
        <source>In the rain book</source>
        <translation>Dans le carnet de pluie</translation>
    </message>
    <message>
        <source>In the weather</source>
        <translation>Dans la météo</translation>
    </message>
    <message>
        <source>In a chart</source>
        <translation>Dans un graphique</translation>
    </message>
    <message>
        <source>Among the sensors</source>
        <translation>Parmi les capteurs</translation>
    </message>
    <message>
        <source>In the centre of alerts</source>
        <translation>Au centre d’alertes</translation>
    </message>
    <message>
        <source>In the state of the installation</source>
        <translation>Sur l’état de l’installation</translation>
    </message>
    <message>
        <source>In the table of rights</source>
        <translation>Dans le tableau des droits</translation>
    </message>
    <message>
        <source>Among what is to be sent</source>
        <translation>Parmi ce qui est à envoyer</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>ShownOnce</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Fermer</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Go to…  Ctrl+K</source>
        <translation>Aller à…  Ctrl+K</translation>
    </message>
    <message>
        <source>Signed in: {0}</source>
        <translation>Connecté&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>SignIn</name>
    <message>
        <source>Sign in</source>
        <translation>Se connecter</translation>
    </message>
    <message>
        <source>Your session has ended</source>
        <translation>Votre session a pris fin</translation>
    </message>
    <message>
        <source>Sign in to FOFAL</source>
        <translation>Connexion à FOFAL</translation>
    </message>
    <message>
        <source>Sign in again to go on: nothing you typed is lost.</source>
        <translation>Reconnectez-vous pour continuer&#xa0;: rien de votre saisie n’est perdu.</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>Déverrouiller</translation>
    </message>
    <message>
        <source>Locked session</source>
        <translation>Session verrouillée</translation>
    </message>
    <message>
        <source>Enter your password to go on: nothing you typed is lost.</source>
        <translation>Saisissez votre mot de passe pour continuer&#xa0;: rien de ce que vous avez saisi n’est perdu.</translation>
    </message>
    <message>
        <source>Company software for the plantation, stocks and teams.</source>
        <translation>La plantation, les stocks et les équipes du domaine.</translation>
    </message>
    <message>
        <source>Server</source>
        <translation>Serveur</translation>
    </message>
    <message>
        <source>User name</source>
        <translation>Nom d’utilisateur</translation>
    </message>
    <message>
        <source>Password</source>
        <translation>Mot de passe</translation>
    </message>
    <message>
        <source>Code of the second factor</source>
        <translation>Code du second facteur</translation>
    </message>
    <message>
        <source>six digits, or a recovery code</source>
        <translation>six chiffres, ou un code de secours</translation>
    </message>
    <message>
        <source>Forgot your password?</source>
        <translation>Mot de passe oublié&#xa0;?</translation>
    </message>
    <message>
        <source>First start? Set up this installation</source>
        <translation>Premier démarrage&#x202f;? Installer FOFAL</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Pas maintenant</translation>
    </message>
    <message>
        <source>Stay locked</source>
        <translation>Rester verrouillé</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Montrer</translation>
    </message>
    <message>
        <source>Enter your user name and your password.</source>
        <translation>Saisissez votre nom d’utilisateur et votre mot de passe.</translation>
    </message>
    <message>
        <source>Your password is changed: sign in with it.</source>
        <translation>Votre mot de passe est changé&#xa0;: connectez-vous avec le nouveau.</translation>
    </message>
    <message numerus="yes">
        <source>Too many attempts. Try again in %n second(s).</source>
        <translation>
            <numerusform>Trop d’essais. Réessayez dans %n seconde.</numerusform>
            <numerusform>Trop d’essais. Réessayez dans %n secondes.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Sketching</name>
    <message>
        <source>Click inside the outline where the hole begins; Esc gives it up.</source>
        <translation>Cliquez à l’intérieur du contour, là où le trou commence&#xa0;; Échap y renonce.</translation>
    </message>
    <message numerus="yes">
        <source>%n corner(s)</source>
        <translation>
            <numerusform>%n sommet</numerusform>
            <numerusform>%n sommets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SpareCodes</name>
    <message>
        <source>Each of these codes opens your account once, without the telephone. They are shown only now: write them down or print them, and keep them away from the computer.</source>
        <translation>Chacun de ces codes ouvre votre compte une fois, sans le téléphone. Ils ne sont montrés que maintenant&#xa0;: notez-les ou imprimez-les, et gardez-les loin de l’ordinateur.</translation>
    </message>
    <message>
        <source>I have kept these codes in a safe place</source>
        <translation>J’ai gardé ces codes en lieu sûr</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>Imprimer…</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>Enregistrer dans un fichier…</translation>
    </message>
    <message>
        <source>FOFAL: recovery codes of {0}, each for one time</source>
        <translation>FOFAL&#xa0;: codes de secours de {0}, chacun vaut une fois</translation>
    </message>
    <message>
        <source>Copied for one minute. Paste them where only you can read them.</source>
        <translation>Copiés pour une minute. Collez-les là où vous seul pouvez les lire.</translation>
    </message>
    <message>
        <source>Save the recovery codes</source>
        <translation>Enregistrer les codes de secours</translation>
    </message>
    <message>
        <source>Saved: {0}</source>
        <translation>Enregistré&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Try now</source>
        <translation>Réessayer maintenant</translation>
    </message>
    <message>
        <source>Ask the server again now</source>
        <translation>Demander de nouveau au serveur, tout de suite</translation>
    </message>
    <message>
        <source>{0} ms</source>
        <translation>{0} ms</translation>
    </message>
    <message>
        <source>Up to date at {0}</source>
        <translation>À jour à {0}</translation>
    </message>
    <message numerus="yes">
        <source>%n alert(s)</source>
        <translation>
            <numerusform>%n alerte</numerusform>
            <numerusform>%n alertes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n notice(s)</source>
        <translation>
            <numerusform>%n avis</numerusform>
            <numerusform>%n avis</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to send</source>
        <translation>
            <numerusform>%n à envoyer</numerusform>
            <numerusform>%n à envoyer</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n refused</source>
        <translation>
            <numerusform>%n refusée</numerusform>
            <numerusform>%n refusées</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Connecté</translation>
    </message>
    <message>
        <source>Slow connection</source>
        <translation>Connexion lente</translation>
    </message>
    <message>
        <source>The server takes its time to answer</source>
        <translation>Le serveur met du temps à répondre</translation>
    </message>
    <message>
        <source>Server unreachable since {0}, trying again</source>
        <translation>Serveur injoignable depuis {0}, nouvel essai en cours</translation>
    </message>
    <message>
        <source>Not signed in</source>
        <translation>Non connecté</translation>
    </message>
    <message>
        <source>Server closed for maintenance</source>
        <translation>Serveur fermé pour maintenance</translation>
    </message>
</context>
<context>
    <name>Stepping</name>
    <message>
        <source>This is the last record of the list.</source>
        <translation>C’est la dernière fiche de la liste.</translation>
    </message>
    <message>
        <source>This is the first record of the list.</source>
        <translation>C’est la première fiche de la liste.</translation>
    </message>
</context>
<context>
    <name>Sums</name>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}&#xa0;: {1}</translation>
    </message>
    <message>
        <source>different units</source>
        <translation>unités différentes</translation>
    </message>
</context>
<context>
    <name>Tidings</name>
    <message>
        <source>The program ended by a fault the last time; what you had typed is kept.</source>
        <translation>Le programme s&apos;est arrêté sur une panne la dernière fois&#xa0;; ce que vous aviez saisi est gardé.</translation>
    </message>
    <message>
        <source>Pass the file {0} on to whoever looks after it.</source>
        <translation>Transmettez le fichier {0} à la personne qui s&apos;en occupe.</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>The server is newer than this program, which does not show everything of it: {0}.</source>
        <translation>Le serveur est plus récent que ce programme, qui n’en montre pas tout&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Have this program brought up to date.</source>
        <translation>Faites mettre ce programme à jour.</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>et %n autre</numerusform>
            <numerusform>et %n autres</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no room on the disk of this computer: what you read from now on cannot be shown again when the server does not answer.</source>
        <translation>Il n’y a plus de place sur le disque de cet ordinateur&#xa0;: ce que vous lirez ne pourra pas être remontré quand le serveur ne répond pas.</translation>
    </message>
    <message>
        <source>Something kept for the times without a server could not be read any more and was thrown away. It will be kept again when you open it.</source>
        <translation>Une lecture gardée pour les moments sans serveur était illisible et a été jetée. Elle sera gardée de nouveau quand vous l’ouvrirez.</translation>
    </message>
</context>
<context>
    <name>TimelineModel</name>
    <message>
        <source>When</source>
        <translation>Quand</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Quoi</translation>
    </message>
</context>
<context>
    <name>Together</name>
    <message numerus="yes">
        <source>Select at most %n row(s) for this.</source>
        <translation>
            <numerusform>Sélectionnez au plus %n ligne pour cela.</numerusform>
            <numerusform>Sélectionnez au plus %n lignes pour cela.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) copied.</source>
        <translation>
            <numerusform>%n ligne copiée.</numerusform>
            <numerusform>%n lignes copiées.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copied</source>
        <translation>
            <numerusform>%n ligne copiée</numerusform>
            <numerusform>%n lignes copiées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n sélectionnée</numerusform>
            <numerusform>%n sélectionnées</numerusform>
        </translation>
    </message>
    <message>
        <source>{0}, {1}: select as many rows as you paste over, or only one to add new rows.</source>
        <translation>{0}, {1}&#xa0;: sélectionnez autant de lignes que vous en collez dessus, ou une seule pour en ajouter de nouvelles.</translation>
    </message>
    <message numerus="yes">
        <source>Paste at most %n row(s); import more as a file.</source>
        <translation>
            <numerusform>Collez au plus %n ligne&#xa0;; au-delà, importez un fichier.</numerusform>
            <numerusform>Collez au plus %n lignes&#xa0;; au-delà, importez un fichier.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy rows of a spreadsheet first.</source>
        <translation>Copiez d’abord des lignes d’un tableur.</translation>
    </message>
    <message numerus="yes">
        <source>{0}: done to %n record(s).</source>
        <translation>
            <numerusform>{0}&#xa0;: fait pour %n fiche.</numerusform>
            <numerusform>{0}&#xa0;: fait pour %n fiches.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) wait for the agreement of others.</source>
        <translation>
            <numerusform>%n fiche attend l’accord d’autres personnes.</numerusform>
            <numerusform>%n fiches attendent l’accord d’autres personnes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) added</source>
        <translation>
            <numerusform>%n fiche ajoutée</numerusform>
            <numerusform>%n fiches ajoutées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n record(s) changed</source>
        <translation>
            <numerusform>%n fiche modifiée</numerusform>
            <numerusform>%n fiches modifiées</numerusform>
        </translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Taken back.</source>
        <translation>Annulé.</translation>
    </message>
</context>
<context>
    <name>TotalsBar</name>
    <message numerus="yes">
        <source>%n line(s)</source>
        <translation>
            <numerusform>%n ligne</numerusform>
            <numerusform>%n lignes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unsent</name>
    <message>
        <source>Saved: {0}</source>
        <translation>Enregistré&#xa0;: {0}</translation>
    </message>
</context>
<context>
    <name>UpdateDialog</name>
    <message>
        <source>New version of FOFAL</source>
        <translation>Nouvelle version de FOFAL</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Choisir un dossier…</translation>
    </message>
    <message>
        <source>Install on closing</source>
        <translation>Installer à la fermeture</translation>
    </message>
    <message>
        <source>Folder of the new version</source>
        <translation>Dossier de la nouvelle version</translation>
    </message>
    <message>
        <source>Looking for a new version…</source>
        <translation>Recherche d’une nouvelle version…</translation>
    </message>
    <message>
        <source>Version {0}: {1} of {2}</source>
        <translation>Version {0}&#xa0;: {1} sur {2}</translation>
    </message>
    <message>
        <source>Version {0} is verified and ready. You have {1}.</source>
        <translation>La version {0} est vérifiée et prête. Vous avez la {1}.</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
</context>
<context>
    <name>Updates</name>
    <message>
        <source>There is no newer version for this computer: you have the last one.</source>
        <translation>Il n’y a pas de version plus récente pour cet ordinateur&#xa0;: vous avez la dernière.</translation>
    </message>
    <message>
        <source>Another window of FOFAL is bringing a version to this computer just now. Try again in some minutes.</source>
        <translation>Une autre fenêtre de FOFAL copie justement une version sur cet ordinateur. Réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>This program was built without a key and takes no update. Ask your administrator to install the new version.</source>
        <translation>Ce programme a été construit sans clé et ne prend aucune mise à jour. Demandez à votre administrateur d’installer la nouvelle version.</translation>
    </message>
    <message>
        <source>There is no new version in this folder: manifest.json and manifest.json.sig are missing. Choose the folder that holds both and the packages beside them.</source>
        <translation>Aucune nouvelle version dans ce dossier&#xa0;: manifest.json et manifest.json.sig manquent. Choisissez le dossier qui contient les deux, avec les paquets à côté.</translation>
    </message>
    <message>
        <source>Nobody whom this program trusts has signed this version, or it was changed on its way. Nothing was installed. Tell your administrator.</source>
        <translation>Personne à qui ce programme se fie n’a signé cette version, ou elle a été modifiée en chemin. Rien n’a été installé. Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>This version is meant for other computers (channel « {0} »), this one follows « {1} ». Nothing was installed.</source>
        <translation>Cette version est destinée à d’autres ordinateurs (canal «&#xa0;{0}&#xa0;»)&#xa0;; celui-ci suit «&#xa0;{1}&#xa0;». Rien n’a été installé.</translation>
    </message>
    <message>
        <source>Version {0} has no package for this kind of computer.</source>
        <translation>La version {0} n’a pas de paquet pour ce type d’ordinateur.</translation>
    </message>
    <message>
        <source>Version {0} is not newer than what you have ({1}). Nothing was installed.</source>
        <translation>La version {0} n’est pas plus récente que la vôtre ({1}). Rien n’a été installé.</translation>
    </message>
    <message>
        <source>Version {0} did not start on this computer and is not tried again. Wait for the one that follows it, and tell your administrator.</source>
        <translation>La version {0} n’a pas démarré sur cet ordinateur et ne sera plus essayée. Attendez la suivante et prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The package {0} is missing in the folder: copy all of its files again.</source>
        <translation>Le paquet {0} manque dans le dossier&#xa0;: copiez à nouveau tous ses fichiers.</translation>
    </message>
    <message>
        <source>The package {0} is not whole: it is of another size than its manifest says. Have it copied again.</source>
        <translation>Le paquet {0} n’est pas entier&#xa0;: il n’a pas la taille qu’annonce son manifeste. Faites-le copier à nouveau.</translation>
    </message>
    <message>
        <source>The package {0} was damaged or changed: its sum is not that of its manifest. Have it copied again.</source>
        <translation>Le paquet {0} a été endommagé ou modifié&#xa0;: sa somme de contrôle n’est pas celle de son manifeste. Faites-le copier à nouveau.</translation>
    </message>
    <message>
        <source>The package holds a file that would lie outside of its folder ({0}). Nothing was installed. Tell your administrator.</source>
        <translation>Le paquet contient un fichier qui sortirait de son dossier ({0}). Rien n’a été installé. Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The package holds more than a version of this program can. Nothing was installed.</source>
        <translation>Le paquet contient plus qu’une version de ce programme ne peut contenir. Rien n’a été installé.</translation>
    </message>
    <message>
        <source>The package {0} cannot be unpacked. Tell your administrator.</source>
        <translation>Le paquet {0} ne peut pas être ouvert. Prévenez votre administrateur.</translation>
    </message>
    <message>
        <source>The package {0} does not hold the program. Tell your administrator.</source>
        <translation>Le paquet {0} ne contient pas le programme. Prévenez votre administrateur.</translation>
    </message>
</context>
<context>
    <name>Updating</name>
    <message>
        <source>Update…</source>
        <translation>Mettre à jour…</translation>
    </message>
    <message>
        <source>Version {0} of FOFAL is ready.</source>
        <translation>La version {0} de FOFAL est prête.</translation>
    </message>
    <message>
        <source>Install on closing</source>
        <translation>Installer à la fermeture</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>Plus tard</translation>
    </message>
    <message>
        <source>This program ({0}) is older than what the server still works with ({1}). Bring it up to date now: some things would go wrong. It takes some minutes, and nothing you typed is lost.</source>
        <translation>Ce programme ({0}) est plus ancien que ce que le serveur accepte encore ({1}). Mettez-le à jour maintenant&#xa0;: sinon, certaines choses iraient mal. Cela prend quelques minutes, et rien de ce que vous avez saisi n’est perdu.</translation>
    </message>
    <message>
        <source>Version {0} will be installed when you close FOFAL.</source>
        <translation>La version {0} sera installée quand vous fermerez FOFAL.</translation>
    </message>
</context>
<context>
    <name>UserPage</name>
    <message>
        <source>New password</source>
        <translation>Nouveau mot de passe</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Give a code</source>
        <translation>Donner un code</translation>
    </message>
    <message>
        <source>The present password of {0} stops working and all sessions end. The person chooses a new one with a code, which goes to their e-mail address where there is one.</source>
        <translation>Le mot de passe actuel de {0} ne vaudra plus et toutes ses sessions se fermeront. La personne en choisit un nouveau avec un code, envoyé à son adresse électronique si elle en a une.</translation>
    </message>
    <message>
        <source>A code that works for {0} minutes is on its way to the e-mail address of {1}.</source>
        <translation>Un code qui vaut {0} minutes est en route vers l’adresse électronique de {1}.</translation>
    </message>
    <message>
        <source>Give this code to the person and to nobody else. At the sign-in, “Forgot your password?” takes it and asks for a new password. It works once, for {0} minutes, and is not shown again.</source>
        <translation>Donnez ce code à la personne, et à elle seule. À la connexion, «&#xa0;Mot de passe oublié&#xa0;?&#xa0;» le demande, puis un nouveau mot de passe. Il sert une fois, pendant {0} minutes, et ne sera plus montré.</translation>
    </message>
    <message>
        <source>Code for {0}</source>
        <translation>Code pour {0}</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Cancel</source>
        <translation>Annuler</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
</context>
<context>
    <name>Way</name>
    <message>
        <source>Dashboard</source>
        <translation>Tableau de bord</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Droits</translation>
    </message>
    <message>
        <source>State of the installation</source>
        <translation>État de l’installation</translation>
    </message>
    <message>
        <source>Centre of alerts</source>
        <translation>Centre d’alertes</translation>
    </message>
    <message>
        <source>Rain book by the month</source>
        <translation>Carnet de pluie du mois</translation>
    </message>
    <message>
        <source>Sensors at a glance</source>
        <translation>Capteurs d’un coup d’œil</translation>
    </message>
    <message>
        <source>Weather of the sites</source>
        <translation>Météo des sites</translation>
    </message>
</context>
<context>
    <name>Weather</name>
    <message>
        <source>No data</source>
        <translation>Pas de données</translation>
    </message>
    <message>
        <source>Days of a month</source>
        <translation>Jours d&apos;un mois</translation>
    </message>
    <message>
        <source>Months of a year</source>
        <translation>Mois d&apos;une année</translation>
    </message>
    <message>
        <source>Years compared</source>
        <translation>Années comparées</translation>
    </message>
    <message>
        <source>Water deficit</source>
        <translation>Déficit hydrique</translation>
    </message>
    <message>
        <source>Deficit and yield</source>
        <translation>Déficit et rendement</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Ciel clair</translation>
    </message>
    <message>
        <source>Cloudy</source>
        <translation>Nuageux</translation>
    </message>
    <message>
        <source>Fog</source>
        <translation>Brouillard</translation>
    </message>
    <message>
        <source>Drizzle</source>
        <translation>Bruine</translation>
    </message>
    <message>
        <source>Rain</source>
        <translation>Pluie</translation>
    </message>
    <message>
        <source>Thunderstorm</source>
        <translation>Orage</translation>
    </message>
    <message>
        <source>Low</source>
        <translation>Faible</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Moyen</translation>
    </message>
    <message>
        <source>High</source>
        <translation>Élevé</translation>
    </message>
    <message>
        <source>With care</source>
        <translation>Avec précaution</translation>
    </message>
    <message>
        <source>Restricted</source>
        <translation>Travaux restreints</translation>
    </message>
    <message>
        <source>No work outside</source>
        <translation>Pas de travail dehors</translation>
    </message>
    <message>
        <source>Heat</source>
        <translation>Chaleur</translation>
    </message>
    <message>
        <source>Wind</source>
        <translation>Vent</translation>
    </message>
    <message>
        <source>Look after the drains, put the harvest off if the tracks give way.</source>
        <translation>Surveillez les drains&#xa0;; reportez la récolte si les pistes cèdent.</translation>
    </message>
    <message>
        <source>Begin early, give shade and water to people and nurseries.</source>
        <translation>Commencez tôt&#xa0;; de l&apos;ombre et de l&apos;eau pour les équipes et les pépinières.</translation>
    </message>
    <message>
        <source>No cutting under tall palms, tie down what may fly.</source>
        <translation>Pas de coupe sous les grands palmiers&#xa0;; arrimez ce qui peut s&apos;envoler.</translation>
    </message>
    <message>
        <source>model</source>
        <translation>modèle</translation>
    </message>
    <message>
        <source>forecast</source>
        <translation>prévision</translation>
    </message>
    <message>
        <source>gauge</source>
        <translation>pluviomètre</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>Jour</translation>
    </message>
    <message>
        <source>Sky</source>
        <translation>Ciel</translation>
    </message>
    <message>
        <source>Lowest / highest</source>
        <translation>Min. / max.</translation>
    </message>
    <message>
        <source>Work outside</source>
        <translation>Travail dehors</translation>
    </message>
    <message>
        <source>Values of the provider: {0}</source>
        <translation>Valeurs du fournisseur&#xa0;: {0}</translation>
    </message>
    <message>
        <source>No data of the last three hours.</source>
        <translation>Pas de données des trois dernières heures.</translation>
    </message>
    <message>
        <source>Rain of the hour</source>
        <translation>Pluie de l&apos;heure</translation>
    </message>
    <message>
        <source>Humidity</source>
        <translation>Humidité</translation>
    </message>
    <message>
        <source>Clouds</source>
        <translation>Nuages</translation>
    </message>
    <message>
        <source>UV index</source>
        <translation>Indice UV</translation>
    </message>
    <message>
        <source>{0} {1} (from {2})</source>
        <translation>{0} {1} (dès {2})</translation>
    </message>
    <message>
        <source>Nothing speaks against work outside.</source>
        <translation>Rien ne s&apos;oppose au travail dehors.</translation>
    </message>
    <message>
        <source>rain {0}</source>
        <translation>pluie {0}</translation>
    </message>
    <message>
        <source>wind {0}</source>
        <translation>vent {0}</translation>
    </message>
    <message>
        <source>Highest temperature</source>
        <translation>Température maximale</translation>
    </message>
    <message>
        <source>Lowest temperature</source>
        <translation>Température minimale</translation>
    </message>
    <message>
        <source>Strongest wind</source>
        <translation>Vent maximal</translation>
    </message>
    <message>
        <source>Evaporation (ET₀)</source>
        <translation>Évaporation (ET₀)</translation>
    </message>
    <message>
        <source>Gauge, completed by the model</source>
        <translation>Pluviomètre, complété par le modèle</translation>
    </message>
    <message>
        <source>Gauge only</source>
        <translation>Pluviomètre seul</translation>
    </message>
    <message>
        <source>Model only</source>
        <translation>Modèle seul</translation>
    </message>
    <message>
        <source>Circles: months that are not whole.</source>
        <translation>Cercles&#xa0;: mois incomplets ou en cours.</translation>
    </message>
    <message>
        <source>no data</source>
        <translation>pas de données</translation>
    </message>
    <message>
        <source>Complete</source>
        <translation>Complet</translation>
    </message>
    <message>
        <source>Incomplete</source>
        <translation>Incomplet</translation>
    </message>
    <message>
        <source>Not over yet</source>
        <translation>En cours</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>(not over yet: {0} of {1} days so far)</source>
        <translation>(en cours&#xa0;: {0} jours connus sur {1} écoulés)</translation>
    </message>
    <message>
        <source>(incomplete: {0} of {1} days)</source>
        <translation>(incomplet&#xa0;: {0} jours sur {1})</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) without data.</source>
        <translation>
            <numerusform>%n jour sans données.</numerusform>
            <numerusform>%n jours sans données.</numerusform>
        </translation>
    </message>
    <message>
        <source>Incomplete: {0}.</source>
        <translation>Incomplets&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Very favourable</source>
        <translation>Très favorable</translation>
    </message>
    <message>
        <source>Favourable</source>
        <translation>Favorable</translation>
    </message>
    <message>
        <source>Average</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Marginal</source>
        <translation>Marginale</translation>
    </message>
    <message>
        <source>Unsuitable</source>
        <translation>Défavorable</translation>
    </message>
    <message>
        <source>Deficit</source>
        <translation>Déficit</translation>
    </message>
    <message>
        <source>Reserve of the soil</source>
        <translation>Réserve du sol</translation>
    </message>
    <message>
        <source>No balance</source>
        <translation>Sans bilan</translation>
    </message>
    <message>
        <source>rain {0} on {1} days</source>
        <translation>pluie {0} en {1} jours</translation>
    </message>
    <message>
        <source>gauge {0}, model {1}, missing {2} days</source>
        <translation>pluviomètre {0} j, modèle {1} j, manquants {2} j</translation>
    </message>
    <message>
        <source>not over yet</source>
        <translation>mois en cours</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>incomplet</translation>
    </message>
    <message>
        <source>the soil is not known after a gap</source>
        <translation>réserve du sol inconnue après un manque</translation>
    </message>
    <message numerus="yes">
        <source>{0} (%n day(s) missing)</source>
        <translation>
            <numerusform>{0} (%n jour manquant)</numerusform>
            <numerusform>{0} (%n jours manquants)</numerusform>
        </translation>
    </message>
    <message>
        <source>Months without a balance: {0}.</source>
        <translation>Mois sans bilan&#xa0;: {0}.</translation>
    </message>
    <message>
        <source>Yield</source>
        <translation>Rendement</translation>
    </message>
    <message>
        <source>Deficit 24 months before</source>
        <translation>Déficit 24 mois avant</translation>
    </message>
    <message>
        <source>Deficit 9 to 11 months before</source>
        <translation>Déficit 9 à 11 mois avant</translation>
    </message>
    <message>
        <source>Two markers to look at, not a rule.</source>
        <translation>Deux repères à regarder, pas une règle.</translation>
    </message>
    <message>
        <source>No harvest is confirmed in this period.</source>
        <translation>Aucune récolte confirmée sur cette période.</translation>
    </message>
    <message>
        <source>A month without a confirmed harvest has no bar.</source>
        <translation>Un mois sans récolte confirmée n’a pas de barre.</translation>
    </message>
    <message>
        <source>no confirmed harvest</source>
        <translation>aucune récolte confirmée</translation>
    </message>
    <message>
        <source>24 months before {0}</source>
        <translation>24 mois avant {0}</translation>
    </message>
    <message>
        <source>9 to 11 months before {0}</source>
        <translation>9 à 11 mois avant {0}</translation>
    </message>
    <message>
        <source>Season</source>
        <translation>Campagne</translation>
    </message>
    <message>
        <source>Known months</source>
        <translation>Mois connus</translation>
    </message>
    <message>
        <source>Annual deficit</source>
        <translation>Déficit annuel</translation>
    </message>
    <message>
        <source>Suitability for oil palm</source>
        <translation>Aptitude au palmier à huile</translation>
    </message>
    <message>
        <source>running, {0} mm so far</source>
        <translation>en cours, {0} mm jusqu&apos;ici</translation>
    </message>
    <message>
        <source>incomplete, {0} mm known</source>
        <translation>incomplète, {0} mm connus</translation>
    </message>
</context>
<context>
    <name>WeatherCharts</name>
    <message>
        <source>Seasons</source>
        <translation>Campagnes</translation>
    </message>
    <message>
        <source>Nothing is known of this period.</source>
        <translation>Rien n&apos;est connu de cette période.</translation>
    </message>
    <message>
        <source>Chart of the weather</source>
        <translation>Graphique de la météo</translation>
    </message>
    <message>
        <source>What is drawn</source>
        <translation>Ce qui est dessiné</translation>
    </message>
    <message>
        <source>Period</source>
        <translation>Période</translation>
    </message>
    <message>
        <source>What is shown</source>
        <translation>Ce qui est montré</translation>
    </message>
    <message>
        <source>Measure</source>
        <translation>Mesure</translation>
    </message>
    <message>
        <source>Whose rain</source>
        <translation>Origine de la pluie</translation>
    </message>
</context>
<context>
    <name>WeatherPage</name>
    <message>
        <source>Weather of the sites</source>
        <translation>Météo des sites</translation>
    </message>
    <message>
        <source>Give the site its place</source>
        <translation>Situer le site</translation>
    </message>
    <message>
        <source>New site</source>
        <translation>Nouveau site</translation>
    </message>
    <message>
        <source>Add a site with its latitude and longitude: its weather is asked for within the hour.</source>
        <translation>Ajoutez un site avec sa latitude et sa longitude&#xa0;: sa météo est demandée dans l&apos;heure.</translation>
    </message>
    <message>
        <source>No site yet</source>
        <translation>Aucun site</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>The days to come</source>
        <translation>Les jours à venir</translation>
    </message>
    <message>
        <source>Site</source>
        <translation>Site</translation>
    </message>
</context>
<context>
    <name>WorkLine</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt demandé…</translation>
    </message>
</context>
<context>
    <name>WrongClock</name>
    <message>
        <source>The clock of this computer is wrong: it says {0}, that of the server {1}. FOFAL goes by the server; have the date and time of this computer set.</source>
        <translation>L’horloge de cet ordinateur n’est pas à l’heure&#xa0;: elle dit {0}, celle du serveur {1}. FOFAL suit le serveur&#xa0;; faites régler la date et l’heure de cet ordinateur.</translation>
    </message>
</context>
<context>
    <name>limits</name>
    <message>
        <source>This is not a date. Examples: 12/03, +7, = for today.</source>
        <translation>Ce n’est pas une date. Exemples&#xa0;: 12/03, +7, = pour aujourd’hui.</translation>
    </message>
    <message>
        <source>This is not a date and time. Example: 12/03 14:30.</source>
        <translation>Ce n’est pas une date avec une heure. Exemple&#xa0;: 12/03 14:30.</translation>
    </message>
    <message>
        <source>This is not a number.</source>
        <translation>Ce n’est pas un nombre.</translation>
    </message>
    <message>
        <source>This is none of the choices.</source>
        <translation>Ce n’est pas l’un des choix.</translation>
    </message>
    <message>
        <source>A whole number is expected.</source>
        <translation>Un nombre entier est attendu.</translation>
    </message>
    <message numerus="yes">
        <source>At most %n decimal(s).</source>
        <translation>
            <numerusform>Au plus %n décimale.</numerusform>
            <numerusform>Au plus %n décimales.</numerusform>
        </translation>
    </message>
    <message>
        <source>At least {0}.</source>
        <translation>Au moins {0}.</translation>
    </message>
    <message>
        <source>At most {0}.</source>
        <translation>Au plus {0}.</translation>
    </message>
</context>
</TS>
