/** Two guichets share the database that is upgraded: what a migration counts is counted for each. */
export const GUICHETS = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const u = (nom: string) => `md5(guichet_courant()::text || '${nom}')::uuid`
const commun = (nom: string) => `${u(nom)}, guichet_courant()`
const LE = "'2021-09-13 10:00+02'"
const HEX = `'${'a'.repeat(64)}'`
const AGENT = "(select id from compte where email = 'agent@guichet.example')"
const DEPOT = `'{"titre": "Portail", "volet": {"code": "volet_1"}, "montants": {"cout_global": 1200000, "aide": 900000}, "partenaires": []}'`
const dossier = (nom: string, etat: string, depose: string) =>
  `(${commun(nom)}, ${u('appel')}, ${u('version')}, ${u('vico')}, 'D-${nom}', '${etat}', 'Portail', 'volet_1', '2A', '{"valeurs": {"resume": "télécentre"}}', ${LE}, ${LE}, ${depose})`
const depot = (nom: string) => `(${commun(`depot_${nom}`)}, ${u(nom)}, 1, ${LE}, ${DEPOT}, ${HEX})`
const verdict = (nom: string, rang: number, resultat: string) =>
  `(${commun(`verdict_${nom}_${rang}`)}, ${u(`depot_${nom}`)}, ${rang}, 'regle_${rang}', 'Règle', '${resultat}', 'Dit', '{}', '{}')`
const commande = (nom: string, ht: number, retiree: string, siret = "'00012307500012'") =>
  `(${commun(nom)}, ${u('a')}, ${u('bilan')}, ${siret}, 'Isula Logiciels Libres', '2B', ${ht}, ${ht}, '2021-12-12', ${u('depense')}, ${AGENT}, ${LE}, ${retiree})`

/**
 * What was done before the next migration, by the file after which it could be: a draft, `a` granted and followed, `b` taken back by its porteur while something was
 * still owed, `c` closed without a decision on its merits. As the program of the time would have left them.
 */
export const SCENES: Record<string, string> = {
  '0001_socle.sql': `insert into compte (name, email, email_verified) values ('Agent', 'agent@guichet.example', true), ('Autre', 'autre@guichet.example', true) on conflict do nothing`,
  '0002_structures.sql': `insert into structure (id, guichet_id, type, nom, departement) values (${commun('vico')}, 'commune', 'Vico', '2A')`,
  '0003_appels_dossiers.sql': `
    insert into appel (id, guichet_id, slug, cree_le) values (${commun('appel')}, 'appel', ${LE});
    insert into appel_version (id, guichet_id, appel_id, numero, source, sha256, titre, creee_le, publiee_le)
      values (${commun('version')}, ${u('appel')}, 1, 'x', 'x', 'Appel', ${LE}, ${LE});
    insert into dossier (id, guichet_id, appel_id, appel_version_id, structure_id, numero, etat, titre, volet, departement, reponses, cree_le, modifie_le, depose_le)
      values ${dossier('brouillon', 'brouillon', 'null')}, ${['a', 'b', 'c'].map(d => dossier(d, 'depose', LE))};
    insert into piece (id, guichet_id, dossier_id, code, nom, type, taille, sha256, cle, deposee_le)
      values (${commun('piece')}, ${u('a')}, 'devis', 'devis.pdf', 'pdf', 10, ${HEX}, ${u('cle')}::text, ${LE});
    insert into depot (id, guichet_id, dossier_id, version, recu_le, contenu, sha256) values ${['a', 'b', 'c'].map(depot)};
    insert into verdict (id, guichet_id, depot_id, rang, regle, titre, resultat, explication, clauses, entrees)
      values ${verdict('c', 1, 'non_respectee')}, ${verdict('c', 2, 'a_verifier')}, ${verdict('a', 1, 'respectee')}`,
  '0006_dossier_entier.sql': `
    insert into depense (id, guichet_id, dossier_id, rang, libelle, nature, ht) values (${commun('depense')}, ${u('a')}, 1, 'Portail', 'prestation', 1200000)`,
  '0007_instruction.sql': `
    insert into verdict_humain (id, guichet_id, dossier_id, depot_id, regle, resultat, motif, rendu_par, rendu_le)
      values (${commun('humain')}, ${u('c')}, ${u('depot_c')}, 'regle_2', 'attention', 'Vu', ${AGENT}, ${LE});
    insert into rapport (dossier_id, guichet_id, base, montant, modifie_par, modifie_le, termine_le)
      values (${u('c')}, guichet_courant(), 1200000, 600000, ${AGENT}, ${LE}, ${LE});
    update instruction set echeance = '2021-11-01', echeance_motif = 'decision', etiquettes = '{urgent}' where dossier_id in (${u('a')}, ${u('b')}, ${u('c')});
    update dossier set etat = 'retire' where id = ${u('b')};
    update dossier set etat = 'au_comite' where id in (${u('a')}, ${u('c')})`,
  '0008_comite.sql': `
    insert into role (id, guichet_id, compte_id, role, departements, volets) values (${commun('role_a')}, ${AGENT}, 'referent_departemental', '{2A}', '{volet_1}'),
      (${commun('role_b')}, ${AGENT}, 'membre_comite', '{}', '{}'), (${commun('role_c')}, ${AGENT}, 'administrateur', '{}', '{}') on conflict do nothing;
    insert into enveloppe (id, guichet_id, appel_id, code, libelle, montant, creee_le) values (${commun('enveloppe')}, ${u('appel')}, 'p', 'Enveloppe', 79400000, ${LE});
    insert into decision (id, guichet_id, dossier_id, depot_id, sens, montant, base, motif, prise_par, prise_le)
      values (${commun('decision_a')}, ${u('a')}, ${u('depot_a')}, 'retenu', 900000, 1200000, '', ${AGENT}, ${LE}),
        (${commun('decision_c')}, ${u('c')}, ${u('depot_c')}, 'sans_suite', 0, null, 'Sans objet', ${AGENT}, ${LE});
    insert into imputation (decision_id, enveloppe_id, guichet_id, montant) values (${u('decision_a')}, ${u('enveloppe')}, guichet_courant(), 900000);
    update dossier set etat = 'retenu' where id = ${u('a')};
    update dossier set etat = 'non_retenu' where id = ${u('c')}`,
  '0017_suivi.sql': `
    insert into suivi (dossier_id, guichet_id, ouvert_le) values (${u('a')}, guichet_courant(), ${LE});
    insert into acte (id, guichet_id, dossier_id, decision_id, rang, nature, numero, contenu, sha256, cle, prepare_par, prepare_le)
      values (${commun('acte')}, ${u('a')}, ${u('decision_a')}, 1, 'arrete', '2021-1', '{}', ${HEX}, ${u('cle_acte')}::text, ${AGENT}, ${LE});
    insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le)
      values (${commun('avance')}, ${u('a')}, 'avance', 270000, '{}', ${AGENT}, ${LE}), (${commun('repris')}, ${u('a')}, 'reversement', 20000, '{}', ${AGENT}, ${LE});
    insert into bilan (id, guichet_id, dossier_id, rang, debut, fin, echeance, ouvert_le)
      values (${commun('bilan')}, ${u('a')}, 1, '2021-11-08', '2021-12-31', '2022-01-31', ${LE});
    insert into commande (id, guichet_id, dossier_id, bilan_id, siret, entreprise, departement, ht, ttc, commandee_le, depense_id, ajoutee_par, ajoutee_le, retiree_le)
      values ${commande('commande_1', 980000, 'null')}, ${commande('commande_2', 20000, 'null')}, ${commande('commande_3', 5000, LE)}`,
  '0085_credits.sql': `
    insert into mouvement_credits (id, guichet_id, appel_id, genre, enveloppe_id, montant, raison, par, instant)
      values (${commun('abondement')}, ${u('appel')}, 'abondement', ${u('enveloppe')}, 100000, 'Délégation', ${AGENT}, ${LE}),
        (${commun('reserve')}, ${u('appel')}, 'reserve', ${u('enveloppe')}, 20000, 'Aléa', ${AGENT}, ${LE});
    insert into document_credits (mouvement_id, guichet_id, nom, taille, sha256, cle, depose_par, depose_le)
      values (${u('abondement')}, guichet_courant(), 'notification.pdf', 10, ${HEX}, ${u('cle_credits')}::text, ${AGENT}, ${LE})`,
  '0099_signataires.sql': `
    insert into compte (name, email, email_verified) values ('Tiers', 'tiers@guichet.example', true) on conflict do nothing;
    insert into signataire (id, guichet_id, compte_id, prenom, nom, qualite, service, en_propre, depuis, nomme_le)
      values (${commun('prefet')}, ${AGENT}, 'Camille', 'Exemple', 'le préfet', 'Préfecture', true, '2020-01-01', ${LE}),
        (${commun('secretaire')}, (select id from compte where email = 'autre@guichet.example'), 'Dominique', 'Modèle', 'la secrétaire générale', 'Préfecture', false, '2020-01-01', ${LE});
    insert into delegation (id, guichet_id, appel_id, delegant_id, delegue_id, arrete_numero, arrete_le, recueil, publiee_le, natures, plafond_total, du, fichier_nom, taille, sha256, cle, enregistree_par, enregistree_le)
      values (${commun('delegation')}, ${u('appel')}, ${u('prefet')}, ${u('secretaire')}, 'A-1', '2021-01-04', 'RAA', '2021-01-05', '{acte}', 1000000, '2021-01-06', 'arrete.pdf', 10, ${HEX},
        ${u('cle_delegation')}::text, (select id from compte where email = 'tiers@guichet.example'), ${LE});
    insert into emploi_delegation (id, guichet_id, delegation_id, dossier_id, nature, objet_id, montant, ajout, instant)
      values (${commun('emploi')}, ${u('delegation')}, ${u('a')}, 'acte', ${u('acte')}, 900000, 900000, ${LE})`,
  '0087_releves_annonces.sql': `
    insert into releve_annonce (id, guichet_id, appel_id, prevu_le, annonce_le) values (${commun('annonce')}, ${u('appel')}, '2021-10-10', ${LE})`,
  '0088_fermeture.sql': `
    insert into fermeture (id, guichet_id, appel_id, ferme_le, motif, publiee_le)
      values (${commun('fermeture')}, ${u('appel')}, '2021-10-10', 'Presque tout est attribué', ${LE})`,
  '0130_fermeture_part.sql': `
    insert into fermeture_part (id, guichet_id, appel_id, enveloppe, ferme_le, motif, publiee_le, publiee_par)
      values (${commun('fermeture_part')}, ${u('appel')}, 'corse', '2021-10-10', 'Presque tout est attribué', ${LE}, ${AGENT})`,
  '0111_document_releve.sql': `
    insert into releve (id, guichet_id, appel_id, vague, prevu_le, fait_le, comptes) values (${commun('releve')}, ${u('appel')}, 'unique', ${LE}, ${LE}, '{}') on conflict do nothing;
    insert into document_releve (releve_id, guichet_id, contenu, cle, sha256, scelle_le)
      select id, guichet_id, '{}', id::text, ${HEX}, ${LE} from releve where guichet_id = guichet_courant() limit 1`,
  '0110_nouvelles.sql': `
    insert into abonnement (id, guichet_id, appel_id, courriel, jeton, demande_le, confirme_le)
      values (${commun('abonnement')}, ${u('appel')}, 'suivi@guichet.example', md5(guichet_courant()::text) || repeat('a', 11), ${LE}, ${LE});
    insert into nouvelle (id, guichet_id, appel_id, genre, source_id, sujet, phrases, signe, annoncee_le, part_le)
      values (${commun('nouvelle')}, ${u('appel')}, 'fermeture', ${u('fermeture')}, 'Les dépôts ferment', '{Une phrase.}', 'Service', ${LE}, ${LE})`,
  '0095_ordre.sql': `
    insert into ordre (id, guichet_id, appel_id, structure_id, vague, version, dossiers, pris_le, pris_par)
      select ${commun('ordre')}, ${u('appel')}, structure_id, 'unique', 1, array[id], ${LE}, ${AGENT} from dossier where id = ${u('a')};
    insert into ordre_ecart (id, guichet_id, appel_id, structure_id, vague, raison, dite_le, dite_par)
      select ${commun('ecart')}, ${u('appel')}, structure_id, 'unique', 'Permis refusé', ${LE}, ${AGENT} from dossier where id = ${u('a')}`,
  // a body gives its opinion in a séance of its own, open
  '0106_instances.sql': `insert into seance (id, guichet_id, appel_id, appel_version_id, tenue_le, lieu, quorum, etat, creee_par, creee_le, ouverte_par, ouverte_le, instance)
    select gen_random_uuid(), guichet_id, appel_id, appel_version_id, tenue_le, lieu, quorum, 'ouverte', creee_par, creee_le, creee_par, creee_le, 'elus' from seance limit 1`,
}

const COMPTE = 'guichet_id, appel_id, etat, suite, volet, departement_pilote, departements, tout_territoire, jour'
const VALEUR = 'guichet_id, genre, valeur, appel_id, volet, departements, tout_territoire'
const differents = (a: string, b: string) => `((${a}) except (${b})) union all ((${b}) except (${a}))`
/** What the database keeps counted is what its rows add up to, as soon as the table named first is there. Each query gives what is wrong. */
export const CONTROLES: Record<string, [table: string, requete: string]> = {
  'chaque rôle d’avant est sur chaque appel de ce jour, tel qu’il était, et sur aucun à venir': [
    'perimetre',
    `select r.role, r.departements from role r where r.role <> 'administrateur' and (exists (select from perimetre p where p.role_id = r.id and p.appel_id is null)
        or exists (select from appel a where a.guichet_id = r.guichet_id and not exists (select from perimetre p
          where p.role_id = r.id and p.appel_id = a.id and p.guichet_id = a.guichet_id and p.departements = r.departements and p.volets = r.volets)))`,
  ],
  'un administrateur n’a pas besoin d’appel': [
    'perimetre',
    "select r.id from role r where r.role = 'administrateur' and exists (select from perimetre p where p.role_id = r.id)",
  ],
  'chaque dossier déposé est dans la boîte, dans son état': [
    'instruction',
    'select d.numero, d.etat, i.etat from dossier d left join instruction i on i.dossier_id = d.id where d.depose_le is not null and i.etat is distinct from d.etat',
  ],
  'les verdicts de la boîte sont ceux du dépôt, repris par les agents': [
    'instruction',
    `select i.numero, x.* from instruction i cross join lateral (select count(*) filter (where r = 'non_respectee') as n, count(*) filter (where r = 'a_verifier') as v,
        count(*) filter (where r = 'attention') as a from (select coalesce((select h.resultat from verdict_humain h where h.dossier_id = i.dossier_id
          and h.regle = v.regle order by h.rendu_le desc limit 1), v.resultat) as r from verdict v where v.depot_id = i.depot_id) y) x
      where (i.non_respectees, i.a_verifier, i.attentions) is distinct from (x.n::int, x.v::int, x.a::int)`,
  ],
  'le rapport terminé et ce qu’il propose sont dans la boîte': [
    'instruction',
    `select i.numero, i.montant_propose, r.montant from instruction i left join rapport r on r.dossier_id = i.dossier_id
      where i.montant_propose is distinct from r.montant or i.fiche_terminee <> (r.termine_le is not null)`,
  ],
  'chaque dossier de la boîte se cherche par ses mots': [
    'instruction_recherche',
    'select i.numero from instruction i left join instruction_recherche r on r.dossier_id = i.dossier_id where r.vecteur is null or length(r.vecteur) = 0',
  ],
  'les comptes de la boîte sont ceux de ses lignes': [
    'instruction_compte',
    differents(
      `select ${COMPTE}, sum(nombre), sum(cout), sum(aide) from instruction_compte group by ${COMPTE} having sum(nombre) <> 0`,
      `select ${COMPTE}, count(*), coalesce(sum(cout_global), 0), coalesce(sum(aide_demandee), 0)
        from (select *, (echeance at time zone 'Europe/Paris')::date as jour from instruction) i group by ${COMPTE}`,
    ),
  ],
  'les étiquettes et EPCI de la boîte sont comptés': [
    'instruction_valeur',
    differents(
      `select ${VALEUR}, sum(nombre) from instruction_valeur group by ${VALEUR} having sum(nombre) <> 0`,
      `select ${VALEUR}, count(*) from instruction i, lateral (select 'epci' as genre, i.epci_siren as valeur where i.epci_siren is not null
        union all select 'etiquette', e from unnest(i.etiquettes) e) v group by ${VALEUR}`,
    ),
  ],
  'l’enveloppe est son livre': [
    'mouvement',
    `select e.code, e.accorde from enveloppe e where e.accorde <> (select coalesce(sum(m.montant), 0) from mouvement m where m.enveloppe_id = e.id)
      or e.accorde <> (select coalesce(sum(i.montant), 0) from imputation i where i.enveloppe_id = e.id)`,
  ],
  'l’enveloppe est ce que dit son livre des crédits': [
    'mouvement_credits',
    `select e.code, e.montant, l.montant as dit, e.reserve, l.reserve as garde from enveloppe e cross join lateral (
      select coalesce(sum(case when m.vers_id = e.id or m.genre in ('ouverture', 'abondement') then m.montant
          when m.genre in ('reduction', 'transfert') then -m.montant else 0 end), 0) as montant,
        coalesce(sum(case m.genre when 'reserve' then m.montant when 'liberation' then -m.montant else 0 end), 0) as reserve
      from mouvement_credits m where e.id in (m.enveloppe_id, m.vers_id)) l where e.montant <> l.montant or e.reserve <> l.reserve`,
  ],
  'aucune délégation n’est employée au-delà de ce qu’elle ouvre en tout': [
    'emploi_delegation',
    `select d.arrete_numero, e.nature from delegation d join emploi_delegation e on e.delegation_id = d.id where e.rendu_le is null
      group by d.id, d.arrete_numero, d.plafond_total, e.nature having sum(e.ajout) > d.plafond_total`,
  ],
  // before 0064 the column is not there, and nothing is compared
  'ce qui est payé est la somme de ce qui est constaté': [
    'suivi',
    `select s.dossier_id from suivi s where (to_jsonb(s) ->> 'paye')::bigint <> (select coalesce(sum(case nature when 'reversement' then -montant else montant end), 0) from versement v
      where v.dossier_id = s.dossier_id and verse_le is not null)`,
  ],
  'ce qui est versé est la somme des versements': [
    'suivi',
    `select s.verse from suivi s where s.verse <> (select coalesce(sum(case nature when 'reversement' then -montant else montant end), 0) from versement v
      where v.dossier_id = s.dossier_id and annule_le is null)`,
  ],
  'les commandes en vigueur sont comptées': [
    'commande_compte',
    differents(
      'select bilan_id, guichet_id, pays, departement, nature, nombre::bigint, ht::numeric from commande_compte where nombre <> 0',
      `select c.bilan_id, c.guichet_id, c.pays, c.departement, e.nature, count(*), sum(c.ht) from commande c left join depense e on e.id = c.depense_id
        where c.retiree_le is null group by 1, 2, 3, 4, 5`,
    ),
  ],
}

/** What a version before this one left wrong, played just before the migration that mends it. */
export const FAUTES: Record<string, string> = {
  '0040_comptes_refaits.sql':
    "update commande_compte set nombre = nombre - 1, ht = ht - 20000; update instruction_compte set suite = 'prendre' where etat = 'retenu'",
}

/** Tables whose every row is written anew while nobody may read them, by migration: docs/exploitation.md names them too. */
export const REECRITES: Record<string, string[]> = {
  '0011_suite.sql': ['instruction'],
  '0016_suites_de_decision.sql': ['instruction'],
  '0020_sans_suite_gel.sql': ['instruction'],
  '0032_jour_de_l_echeance.sql': ['instruction'],
  '0101_temps.sql': ['instruction'],
}
