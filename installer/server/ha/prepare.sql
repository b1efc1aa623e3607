-- Une seule fois, à travers HAProxy, sous postgres : psql -v password=… -f prepare.sql
-- fofal_owner possède la base et fait les migrations ; le serveur crée lui-même fofal_app, qui ne possède rien.
CREATE ROLE fofal_owner LOGIN CREATEROLE PASSWORD :'password';
CREATE DATABASE fofal OWNER fofal_owner;
