import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enTransaction, nouvelId } from '../../contexte.ts'
import { auGuichet, openDb } from '../../db/db.ts'
import { resceller } from '../../test/resceller.ts'
import { deposer, dossierPret, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'
import { journaliser, type LigneConnue, verifierJournal } from './index.ts'

let w: World
let numero: string
let vierge: Awaited<ReturnType<typeof verifier>>
beforeAll(async () => {
  w = await openWorld()
  vierge = await verifier()
  await publier(w)
  const { cookie } = await w.compte({ structures: ['Vico'] })
  const id = await dossierPret(w, cookie)
  await deposer(w, cookie, id)
  numero = (await w.owner.query('select numero from dossier where id = $1', [id])).rows[0].numero
})
afterAll(() => w.close())

/** No journal here has that many pages: a reading that never ends fails, it is not waited for. */
const PAGES_AU_PLUS = 50
function verifier(attendues: readonly LigneConnue[] = []) {
  let pages = 0
  const avancer = () => {
    if (++pages > PAGES_AU_PLUS) throw new Error('la vérification ne finit pas')
  }
  return w.auGuichet(tx => verifierJournal(tx, w.guichetId, { attendues, avancer }))
}
/** What the owner does to the base, verified, then undone by the database: each crime starts from the same whole journal. */
async function apres(...crimes: string[]) {
  const client = await w.owner.connect()
  const bases = ['evenement', 'journal_tete']
  try {
    await client.query('set session_replication_role = replica')
    for (const t of bases) await client.query(`create temp table avant_${t} as select * from ${t}`)
    for (const crime of crimes) await client.query(crime)
    return await verifier()
  } finally {
    for (const t of bases) await client.query(`delete from ${t}; insert into ${t} select * from avant_${t}; drop table avant_${t}`)
    await client.query('set session_replication_role = origin')
    client.release()
  }
}
const SCEAU = (precedent: string) =>
  `sha256(convert_to(concat_ws(chr(31), guichet_id, rang, extract(epoch from instant)::text, action, objet_id, coalesce(acteur_id::text, '-'), donnees::text, encode(${precedent}, 'hex')), 'UTF8'))`

describe('chaque maillon est vérifié', () => {
  it('un journal sans aucune ligne est entier, et n’a pas d’empreinte à garder', () => {
    expect(vierge).toEqual({ ok: true, lignes: 0, empreinte: '' })
  })

  it('un journal entier dit le rang et l’empreinte de sa dernière ligne', async () => {
    const [tete] = (await w.owner.query("select rang, encode(hash, 'hex') as empreinte from journal_tete")).rows
    expect(await verifier()).toEqual({ ok: true, lignes: Number(tete.rang), empreinte: tete.empreinte })
  })

  // the command that verifies enters as the owner of the base, whom row-level security does not hold back
  it('le propriétaire de la base, qui voit tous les guichets, vérifie chacun sur ses seules lignes', async () => {
    const autre = nouvelId()
    await w.owner.query("insert into guichet (id, slug, nom, configuration) values ($1, 'autre', 'Autre', '{}')", [autre])
    const db = openDb(w.owner)
    const ailleurs = { db, guichetId: autre, instant: w.horloge.instant, acteur: null }
    await auGuichet(db, autre, tx => journaliser(tx, ailleurs, 'demonstration.acte', nouvelId()))
    // and on what it kept of its own: a head kept by another says nothing of these
    await w.owner.query("insert into journal_ancrage (guichet_id, jour, pris_le) values ($1, '2021-09-13', $2)", [autre, w.horloge.instant])
    const de = (guichet: string) => auGuichet(db, guichet, tx => verifierJournal(tx, guichet))
    expect(await de(w.guichetId)).toEqual(await verifier())
    expect(await de(autre)).toMatchObject({ ok: true, lignes: 1 })
  })

  // each was seen to pass for whole without the check that it names
  it('une ligne scellée sur une autre que celle qui la précède', async () => {
    const faux = `'\\x${'ab'.repeat(32)}'::bytea`
    expect(await apres(`update evenement set hash_precedent = ${faux}, hash = ${SCEAU(faux)} where rang = 2`)).toMatchObject({
      ok: false,
      rang: 2,
      raison: 'la ligne 2 ne suit pas la ligne 1',
    })
  })
  it('une première ligne qui en suivrait une autre', async () => {
    const faux = `'\\x${'cd'.repeat(32)}'::bytea`
    expect(await apres(`update evenement set hash_precedent = ${faux}, hash = ${SCEAU(faux)} where rang = 1`)).toMatchObject({
      ok: false,
      raison: 'la ligne 1 ne suit pas la ligne 0',
    })
  })
  it.each([
    ['la tête a été effacée', 'delete from journal_tete', /mais la ligne 0$/],
    ['la tête est en deçà de la dernière ligne', 'update journal_tete set rang = rang - 1', /n’est pas la ligne \d+, mais la ligne/],
    ['la tête a une autre empreinte', "update journal_tete set hash = '\\x00'", /n’est pas la dernière qui a été scellée$/],
    ['la tête annonce une ligne de plus', 'update journal_tete set rang = rang + 1', /manque à la fin$/],
  ])('%s', async (_, crime, raison) => {
    expect(await apres(crime)).toMatchObject({ ok: false, raison: expect.stringMatching(raison) })
  })
})

// « chaîne intacte » was said of each of these
describe('un journal refait par qui administre la base', () => {
  it('vidé, il ne répond plus de ses dossiers', async () => {
    expect(await apres('delete from evenement', 'delete from journal_tete')).toMatchObject({
      ok: false,
      raison: expect.stringMatching(/^le journal est vide.*lignes manquantes, 2$/),
      manquantes: [
        { numero, quoi: 'la création du dossier' },
        { numero, quoi: 'le dépôt de la version 1' },
      ],
    })
  })

  it('raccourci et rescellé, il dit quel dossier n’a plus sa ligne', async () => {
    const [depose] = (await w.owner.query("select * from evenement where action = 'dossier.depose'")).rows
    await resceller(w, "action = 'dossier.depose'")
    expect(await verifier()).toMatchObject({
      ok: false,
      raison: expect.stringMatching(/^le journal est plus court que les dossiers/),
      manquantes: [{ numero, quoi: 'le dépôt de la version 1' }],
    })
    await enTransaction(w.ctx(), tx => journaliser(tx, w.ctx(), 'dossier.depose', depose.objet_id, depose.donnees))
    expect(await verifier()).toMatchObject({ ok: true })
  })

  it('rescellé sans qu’aucun dossier ne le dise, il ne répond plus à la ligne que quelqu’un a gardée', async () => {
    for (let i = 0; i < 3; i++) await enTransaction(w.ctx(), tx => journaliser(tx, w.ctx(), 'demonstration.acte', nouvelId()))
    const v = await verifier()
    if (!v.ok) throw new Error(v.raison)
    const gardee = { rang: v.lignes, empreinte: v.empreinte, source: 'par vous' }
    await enTransaction(w.ctx(), tx => journaliser(tx, w.ctx(), 'demonstration.acte', nouvelId()))
    expect(await verifier([gardee])).toMatchObject({ ok: true, lignes: v.lignes + 1 })
    expect(await verifier([{ ...gardee, rang: gardee.rang - 1 }])).toMatchObject({ ok: false, rang: gardee.rang - 1 })
    await resceller(w, `rang = ${v.lignes}`)
    expect(await verifier()).toMatchObject({ ok: true, lignes: v.lignes })
    expect(await verifier([gardee])).toMatchObject({
      ok: false,
      rang: gardee.rang,
      raison: `l’empreinte de la ligne ${gardee.rang} n’est pas celle qui est gardée par vous`,
    })
    await resceller(w, "action = 'demonstration.acte'")
    expect(await verifier([gardee])).toMatchObject({
      ok: false,
      raison: `la ligne ${gardee.rang}, gardée par vous, n’est plus dans le journal`,
    })
  })
})
