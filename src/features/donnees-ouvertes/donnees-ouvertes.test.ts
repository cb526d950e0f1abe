import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { nouvelId } from '../../contexte.ts'
import { openDb } from '../../db/db.ts'
import { siretValide } from '../../lib/siren.ts'
import { paths } from '../../paths.ts'
import { cents, ouvrirDonnees, PASSES, somme, TROIS } from '../../test/donnees-ouvertes.ts'
import { importer, listeInventee } from '../../test/projets-passes.ts'
import { fautesSchema as fautes } from '../../test/validateurs.ts'
import { lisible, SLUG } from '../../test/vico.ts'
import { importerSirets } from '../structures/importer-sirets.ts'

const p = paths.donneesOuvertes
const g = ouvrirDonnees()
const { json, subventions } = g
type Grant = { id: string; amountAwarded: number; recipientOrganization: { id: string }[] }

describe('ce que disent les données ouvertes', () => {
  it('les mêmes totaux au centime partout\u00a0: tableau, 360Giving, page des lauréats, livre de l’enveloppe', async () => {
    const lignes = await subventions({ appel: SLUG })
    const parDossier = [...new Map(lignes.map(l => [l.referenceDecision, cents(l.montant!)])).values()]
    const { rows } = await g.w.owner.query(
      'select sum(accorde)::int as accorde, (select sum(montant)::int from mouvement) as livre from enveloppe',
    )
    expect(somme(parDossier)).toBe(1_900_051)
    expect(rows[0]).toEqual({ accorde: 1_900_051, livre: 1_900_051 })
    // no aid of this call was notified to the Commission
    expect(new Set(lignes.map(l => l.notificationUE))).toEqual(new Set(['non']))
    const { grants } = (await json(p.giving({ appel: SLUG }))) as { grants: Grant[] }
    expect(somme(grants.map(g => cents(g.amountAwarded)))).toBe(1_900_051)
    const [premier] = grants as (Grant & { description: string; beneficiaryLocation: { name: string }[] })[]
    expect(premier!.description).toMatch(/^Volet\u00a03, une relation/)
    expect(grants.map(g => (g as typeof premier)!.beneficiaryLocation[0]!.name).sort()).toEqual(['Olmeto', 'Vico', 'Vico', 'Vico'])
    expect(new Set(grants.map(g => g.id)).size).toBe(grants.length)
    // a shared aid is named by who receives it, not by the order of the partners
    const partages = grants.filter(x => /-\d{9}$/.test(x.id))
    expect(partages.map(x => x.id.slice(-9))).toEqual(partages.map(x => x.recipientOrganization[0]!.id.slice(-9)))
    expect(partages).toHaveLength(3)
    const lire = async (chemin: string) => (await lisible(await g.w.get(chemin))).replace(/[\u00a0\u202f]/g, ' ')
    expect(await lire(paths.projetsAides({ appel: SLUG }))).toContain('19 000,51 €')
    expect(await lire(p.accueil)).toContain('19 000,51 €')
    const points = (await json(p.laureats({ appel: SLUG }))).features.filter(
      (f: { properties: { nature: string } }) => f.properties.nature === 'projet',
    )
    expect(somme(points.map((f: { properties: { aide_eur: number } }) => cents(f.properties.aide_eur)))).toBe(1_900_051)
  })

  it('les projets passés y sont aussi, sous leur liste\u00a0; une formule est arrêtée sans gâter le schéma', async () => {
    const lignes = await subventions({ appel: PASSES })
    expect(lignes.map(l => [l.nomBeneficiaire, l.objet, l.montant])).toEqual([
      ['Ajaccio', "'=SUM(A1)", '1000.50'],
      ['SARL SOURCE', 'Fontaine, « la suite »', '0.01'],
      ['Vico', 'Lavoir', '33.33'],
    ])
    expect(await json(p.appels({ appel: PASSES }))).toEqual([])
    const { grants } = (await json(p.giving({ appel: PASSES }))) as { grants: Grant[] }
    expect(grants.map(g => g.recipientOrganization[0]!.id)).toEqual([
      'FR-INSEE-212000046',
      '360G-prefet-de-corse-ORG:sarl-source',
      'FR-INSEE-212003487',
    ])
    const { features } = await json(p.laureats({ appel: PASSES }))
    expect(features).toHaveLength(3)
    expect(features[0].properties.source).toContain('Licence Ouverte 2.0')
    // before any map is imported: Ajaccio and Vico are where they are, the line without commune is nowhere
    expect(features.map((f: { geometry: { coordinates: number[] } | null }) => f.geometry?.coordinates ?? null)).toEqual([
      [8.6835, 41.9328],
      null,
      [expect.closeTo(8.8, 0), expect.closeTo(42.2, 0)],
    ])
  })

  it('on ne prend qu’un appel ou qu’une année\u00a0; un appel ou une année qui n’existe pas, 404', async () => {
    expect((await subventions({ annee: '2021' })).map(l => l.dateConvention)).toEqual(Array(4).fill('2021-09-13'))
    expect(await subventions({ annee: '2023', appel: PASSES })).toHaveLength(3)
    expect(await subventions({ annee: '1999' })).toEqual([])
    for (const f of [p.subventions, p.giving, p.laureats, p.appels, p.catalogue])
      for (const filtre of [{ appel: 'inconnu' }, { annee: '21' }, { appel: "x' or 1=1" }])
        expect((await g.w.get(f(filtre))).status).toBe(404)
  })

  it('d’autres sites peuvent les lire, et savent si elles ont changé\u00a0; les pages du guichet, non', async () => {
    const r = await g.w.get(p.subventions())
    expect(r.headers.get('access-control-allow-origin')).toBe('*')
    expect(r.headers.get('cross-origin-resource-policy')).toBe('cross-origin')
    expect(r.headers.get('content-type')).toBe('text/csv; charset=utf-8; header=present')
    expect(Date.parse(r.headers.get('last-modified')!)).not.toBeNaN()
    const nom = async (filtre = {}) => (await g.w.get(p.subventions(filtre))).headers.get('content-disposition')
    expect([await nom(), await nom({ annee: '2021' })]).toEqual([
      expect.stringContaining('"subventions.csv"'),
      expect.stringContaining('"subventions-2021.csv"'),
    ])
    const etag = r.headers.get('etag')!
    const encore = () => g.w.get(p.subventions(), undefined, { 'if-none-match': etag })
    expect([(await encore()).status, await (await encore()).text()]).toEqual([304, ''])
    expect((await g.w.get(p.subventions({ appel: SLUG }), undefined, { 'if-none-match': etag })).status).toBe(200)
    await importer(g.w, listeInventee(TROIS.slice(0, 2)))
    expect((await encore()).status).toBe(200)
    await importer(g.w, listeInventee(TROIS))
    for (const chemin of [p.accueil, paths.projetsAides({ appel: SLUG }), p.projetsPasses(PASSES)])
      expect((await g.w.get(chemin)).headers.get('access-control-allow-origin')).toBeNull()
  })

  it('le SIRET n’est écrit que s’il est connu\u00a0: importé de Sirene, jamais déduit', async () => {
    expect((await subventions()).every(l => l.idBeneficiaire === undefined)).toBe(true)
    expect(await (await g.w.get(p.accueil)).text()).toContain('n’ont pas de numéro SIRET')
    // its own secretary showed it by ProConnect: Olmeto's is known; what somebody only declares proves nothing
    const olmeto = (await g.w.structure('Olmeto')) as { id: string; siren: string }
    const sien = Array.from({ length: 10 }, (_, k) => `${olmeto.siren}0002${k}`).find(siretValide)!
    await g.w.owner.query(
      'insert into siret_prouve (compte_id, siret, prouve_le) select compte_id, $2, $3 from appartenance where structure_id = $1',
      [olmeto.id, sien, g.w.horloge.instant],
    )
    expect((await subventions()).some(l => l.idBeneficiaire)).toBe(false)
    await g.w.owner.query("update appartenance set preuve = 'proconnect' where structure_id = $1", [olmeto.id])
    expect(new Set((await subventions()).filter(l => l.nomBeneficiaire === 'Olmeto').map(l => l.idBeneficiaire))).toEqual(new Set([sien]))
    await g.w.owner.query('delete from siret_prouve')
    const siege = (siren: string) => Array.from({ length: 10 }, (_, k) => `${siren}0001${k}`).find(siretValide)!
    const [vico, ajaccio] = [siege('212003487'), siege('212000046')]
    const extrait = async function* () {
      yield [
        'siren;nicSiegeUniteLegale',
        ...[vico, ajaccio, siege('356000000')].map(s => `${s.slice(0, 9)};${s.slice(9)}`),
        '212000046;12345',
      ].join('\n')
    }
    expect(await importerSirets(openDb(g.w.owner), extrait(), g.w.horloge.instant)).toEqual({
      ok: true,
      value: {
        lus: 4,
        retenus: 2,
        ecartees: 1,
        raisons: ['Ligne 5\u00a0: «\u00a021200004612345\u00a0» n’est pas un SIRET (quatorze chiffres, le dernier est une clé).'],
      },
    })
    const connus = (await subventions()).filter(l => l.idBeneficiaire)
    expect(connus.filter(l => l.dateConvention).flatMap(l => fautes('subventions', l))).toEqual([])
    expect(new Set(connus.map(l => `${l.nomBeneficiaire} ${l.idBeneficiaire}`))).toEqual(new Set([`Vico ${vico}`, `Ajaccio ${ajaccio}`]))
    const { grants } = (await json(p.giving({ appel: PASSES }))) as { grants: Grant[] }
    expect(grants[0]!.recipientOrganization[0]!.id).toBe(`FR-INSEE-${ajaccio}`)
    async function* autre() {
      yield 'nom,code'
    }
    expect(await importerSirets(openDb(g.w.owner), autre(), g.w.horloge.instant)).toMatchObject({ ok: false })
  })

  it('l’acte signé et les versements donnent la date, le numéro et la période', async () => {
    const acte = nouvelId()
    const decision = (await g.w.owner.query('select id, prise_par from decision where dossier_id = $1', [g.commun])).rows[0]
    await g.w.owner.query(
      `insert into suivi (dossier_id, guichet_id, debut, fin, ouvert_le) values ($1, $2, '2022-01-03', '2022-09-30', $3)`,
      [g.commun, g.w.guichetId, g.w.horloge.instant],
    )
    await g.w.owner.query(
      `insert into acte (id, guichet_id, dossier_id, decision_id, rang, nature, numero, contenu, sha256, cle, prepare_par, prepare_le,
        signe_le, signe_sha256, signe_cle, signe_type_mime, signe_par, signe_depose_le)
       values ($1, $2, $3, $4, 1, 'convention', '2A-2022-007', '{}', repeat('0', 64), 'cle', $5, $6, '2022-01-05', repeat('1', 64), 'cle-signee', 'application/pdf', $5, $6)`,
      [acte, g.w.guichetId, g.commun, decision.id, decision.prise_par, g.w.horloge.instant],
    )
    await g.w.owner.query(
      `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le, verse_le) values ($1, $2, $3, 'avance', 1000, '{}', $4, $5, '2022-02-01')`,
      [nouvelId(), g.w.guichetId, g.commun, decision.prise_par, g.w.horloge.instant],
    )
    const lignes = (await subventions()).filter(l => l.montant === '10000.01')
    expect(lignes[0]).toMatchObject({
      referenceDecision: '2A-2022-007',
      dateConvention: '2022-01-05',
      conditionsVersement: 'échelonné',
      datesPeriodeVersement: '2022-02-01/2022-09-30',
    })
    expect(await subventions({ annee: '2021' })).toHaveLength(1)
    expect((await json(p.laureats({ annee: '2022' }))).features).toHaveLength(1)
  })

  it('un ordre de paiement n’est pas un paiement\u00a0: annulé ou en attente il ne compte pas, payé il compte, et qui a gardé le fichier l’apprend', async () => {
    const ligne = async () => (await subventions()).find(l => l.montant === '9000.50')!
    const avant = await ligne()
    expect(avant.conditionsVersement).not.toBe('échelonné')
    const { dossier, agent } = (
      await g.w.owner.query(
        `select c.dossier_id as dossier, c.prise_par as agent from decision c join dossier d on d.id = c.dossier_id
         join structure s on s.id = d.structure_id where s.nom = 'Olmeto'`,
      )
    ).rows[0]
    await g.w.owner.query(`insert into suivi (dossier_id, guichet_id, ouvert_le) values ($1, $2, $3)`, [
      dossier,
      g.w.guichetId,
      g.w.horloge.instant,
    ])
    const annule = nouvelId()
    await g.w.owner.query(
      `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le)
       values ($1, $2, $3, 'acompte', 2000, '{}', $4, $5)`,
      [annule, g.w.guichetId, dossier, agent, g.w.horloge.instant],
    )
    expect(await ligne()).toEqual(avant)
    const etag = (await g.w.get(p.subventions())).headers.get('etag')!
    const encore = async () => (await g.w.get(p.subventions(), undefined, { 'if-none-match': etag })).status
    expect(await encore()).toBe(304)
    await g.w.owner.query(`update versement set annule_le = $2, annule_par = $3, annule_motif = 'Ordonné deux fois' where id = $1`, [
      annule,
      g.w.horloge.instant,
      agent,
    ])
    expect(await encore()).toBe(200)
    expect(await ligne()).toEqual(avant)
    await g.w.owner.query(
      `insert into versement (id, guichet_id, dossier_id, nature, montant, calcul, ordonne_par, ordonne_le, verse_le)
       values ($1, $2, $3, 'acompte', 2000, '{}', $4, $5, '2022-02-01')`,
      [nouvelId(), g.w.guichetId, dossier, agent, g.w.horloge.instant],
    )
    expect((await ligne()).conditionsVersement).toBe('échelonné')
  })

  it('le catalogue dit de quand à quand, où, et le poids et l’empreinte de chaque fichier tel qu’on le reçoit', async () => {
    const jeux = (await json(p.catalogue()))['dcat:dataset']
    for (const jeu of jeux)
      for (const d of jeu['dcat:distribution']) {
        const recu = Buffer.from(
          await (
            await g.w.get(new URL(d['dcat:downloadURL']['@id']).pathname + new URL(d['dcat:downloadURL']['@id']).search)
          ).arrayBuffer(),
        )
        expect(d['dcat:byteSize']['@value']).toBe(String(recu.length))
        expect(d['spdx:checksum']['spdx:checksumValue']['@value']).toBe(createHash('sha256').update(recu).digest('hex'))
      }
    const periode = (id: string) => {
      const t = jeux.find((j: { 'dct:identifier': string }) => j['dct:identifier'] === id)['dct:temporal']
      return [t['dcat:startDate']['@value'], t['dcat:endDate']['@value']]
    }
    // the call opens on 1 July 2021, and an act was signed in 2022; the list only says its year
    expect(periode(SLUG)).toEqual(['2021-07-01', '2022-01-05'])
    expect(periode(PASSES)).toEqual(['2023-01-01', '2023-12-31'])
    expect(periode('tout')).toEqual(['2021-07-01', '2023-12-31'])
    const [, corse] = jeux[0]['dct:spatial']
    const [[sommet]] = JSON.parse(corse['locn:geometry']['@value']).coordinates
    expect([sommet, corse['dcat:bbox']['@value'].slice(0, 21)]).toEqual([[8.53, 41.33], 'POLYGON((8.53 41.33, '])
    for (const jeu of jeux) expect(jeu['dct:description']['@value'].length).toBeGreaterThan(100)
  })
})
