import type pg from 'pg'

/** What a column without default gets, whatever its type asks; `mot`: the first word that a check allows. */
function valeur(type: string, mot: string | null, empreinte: boolean) {
  if (mot !== null) return mot
  if (empreinte) return crypto.randomUUID().replaceAll('-', '').repeat(2)
  if (type === 'uuid') return crypto.randomUUID()
  if (type.endsWith('[]') || type.startsWith('json')) return '{}'
  if (type.startsWith('timestamp') || type === 'date') return '2021-09-13'
  if (type === 'boolean') return 'false'
  if (/int|numeric|double|real/.test(type)) return '1'
  if (type === 'bytea') return '\\x00'
  if (type === 'tsvector') return ''
  return crypto.randomUUID()
}

/** What the checks of some tables ask of a row, beyond types and words: expressions. */
const VALEURS: Record<string, Record<string, string>> = {
  acte: { rang: '2' },
  agenda_secret: { empreinte: 'repeat(md5(guichet_courant()::text), 2)' },
  acte_groupe: { acte: "'affecter'" },
  avenant: { objets: "'{delai}'" },
  avis: { demande_le: "'2021-09-13'", expire_le: "'2021-09-20'", champs: "'{}'" },
  avis_instance: { seance_id: '(select id from seance where instance is not null limit 1)', sens: "'reporte'", raison: "'Étude attendue'" },
  bilan: { echeance: "'2021-10-01'" },
  commande_compte: { nombre: '0', ht: '0', pays: "'XX'" },
  complement: { demande_le: "'2021-09-13'", echeance: "'2021-09-20'" },
  conflit: { declare: "'aucun'" },
  deliberation: { presents: "'{}'" },
  engagement: { numero: "lpad((random() * 9999999999)::bigint::text, 10, '0')" },
  domaine_structure: { domaine: "'vico.example'" },
  interim: {
    au: "'2022-01-01'",
    remplace_id: '(select id from compte order by email limit 1)',
    remplacant_id: '(select id from compte order by email desc limit 1)',
  },
  irrecevabilite: { regles: "'{territoire}'" },
  liste_passee: { slug: "'liste'", separateur: "';'" },
  invitation_agent: {
    roles: "'{lecteur}'",
    courriel: "'p@guichet.example'",
    empreinte: 'md5(guichet_courant()::text) || md5(guichet_courant()::text)',
    envoyee_le: "'2021-09-13'",
    expire_le: "'2021-09-20'",
  },
  vue_comme: {
    compte_id: '(select id from compte order by email limit 1)',
    vu_id: '(select id from compte order by email desc limit 1)',
    session_id: 'gen_random_uuid()',
    debut_le: "'2021-09-13 10:00'",
    jusqua: "'2021-09-13 10:05'",
  },
  entreprise: { siren: "'000123075'", nom: 'null', categorie_juridique: "'1000'" },
  annuaire: { siren: "'000123075'", categorie_juridique: "'9220'" },
  repertoire: { siren: "'000123075'", categorie_juridique: "'9220'", siret_siege: 'null' },
  phrase_type: { genre: "'respectee'" },
  publication_prevue: { prevue_le: "'2021-09-20'", accords: "'[]'" },
  relecture: {
    lecteur_id: '(select id from compte order by email limit 1)',
    demandee_par: '(select id from compte order by email desc limit 1)',
  },
  presence_brouillon: { section: "'bref'" },
  rappel: { code: "'j_7'" },
  partenaire: { courriel: "'mairie@guichet.example'" },
  seance_mouvement: {
    seance_id: '(select seance_id from seance_membre order by id limit 1)',
    membre_id: '(select id from seance_membre order by id limit 1)',
  },
  scan_acte: { pages: "'{1}'" },
  siret_prouve: { siret: "'00012307500012'" },
  boite_publique: { courriel: "'mairie@vico.example'", siren: "'000123075'" },
  siret_siege: { siren: "'000123075'", siret: "'00012307500012'" },
}

/**
 * A valid row in each table that has none for this guichet, read from the catalogue: what it refers to is there first. As whoever `c` is, in the guichet that it has
 * chosen, so that triggers play as they do for the program. @throws the tables that could not be filled, with what they ask: `VALEURS` says it.
 */
export async function semerPartout(c: pg.Client): Promise<void> {
  for (let avance = true; avance; ) {
    const vides = await tablesVides(c)
    if (vides.length === 0) return
    avance = false
    const refus: string[] = []
    for (const t of vides) {
      const dit = await semer(c, t)
      if (dit === null) avance = true
      else refus.push(dit)
    }
    if (!avance) throw new Error(`no row for:\n${refus.join('\n')}`)
  }
}

async function tablesVides(c: pg.Client): Promise<string[]> {
  const { rows } = await c.query<{ t: string; a_guichet: boolean }>(
    `select c.relname as t, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'guichet_id') as a_guichet
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1`,
  )
  const vides = await c.query<{ t: string }>(
    rows
      .map(
        ({ t, a_guichet }) =>
          `select '${t}' as t where not exists (select from ${t}${a_guichet ? ' where guichet_id = guichet_courant()' : ''})`,
      )
      .join(' union all '),
  )
  return vides.rows.map(r => r.t)
}

async function semer(c: pg.Client, table: string): Promise<string | null> {
  const donnees: Record<string, string> = { ...VALEURS[table] }
  const { rows } = await c.query(
    `select a.attname as nom, format_type(a.atttypid, null) as type, a.attname = 'guichet_id' as guichet,
        (select format('(select %I from %s limit 1)', f.attname, k.confrelid::regclass) from pg_constraint k join pg_attribute f on f.attrelid = k.confrelid
          and f.attnum = k.confkey[array_position(k.conkey, a.attnum)] where k.contype = 'f' and k.conrelid = a.attrelid and a.attnum = any(k.conkey)
          and not exists (select from pg_attribute n where n.attrelid = a.attrelid and n.attnum = any(k.conkey) and not n.attnotnull) limit 1) as lien,
        (select substring(pg_get_constraintdef(k.oid) from '''([^'']*)''::text') from pg_constraint k where k.contype = 'c' and k.conrelid = a.attrelid
          and k.conkey = array[a.attnum] and pg_get_constraintdef(k.oid) like '%= ANY (ARRAY%' limit 1) as mot,
        exists (select from pg_constraint k where k.contype = 'c' and k.conrelid = a.attrelid and k.conkey = array[a.attnum]
          and pg_get_constraintdef(k.oid) like '%{64}%') as empreinte
      from pg_attribute a where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attnotnull and not a.atthasdef
        and a.attidentity = '' and a.attgenerated = ''`,
    [table],
  )
  for (const col of rows) {
    const nom = col.nom as string
    if (col.guichet) donnees[nom] = 'guichet_courant()'
    else donnees[nom] ??= col.lien ?? `'${valeur(col.type, col.mot, col.empreinte)}'::${col.type}`
  }
  try {
    await c.query(`insert into ${table} (${Object.keys(donnees)}) values (${Object.values(donnees)})`)
    return null
  } catch (e) {
    return `${table}: ${(e as Error).message}`
  }
}
