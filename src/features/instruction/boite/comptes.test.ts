import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { installerDemonstration } from '../../demo/index.ts'
import type { Lecteur } from '../perimetre.queries.ts'
import { chercher, filtrees, TOUS } from './boite.queries.ts'
import { comptesParSuite, totauxDe, valeursDe } from './comptes.queries.ts'
import { lireFiltre, SUITES, TRIS } from './filtres.ts'
import { lireListe } from './liste.queries.ts'
import { lirePage } from './page.queries.ts'

/** What the kept counts say, against the rows themselves. */
describe('les comptes de la boîte', () => {
  let w: World
  let lecteurs: Record<string, Lecteur>
  const filtre = (q: string) => lireFiltre(new URLSearchParams(q))
  const base = (perimetres: Lecteur['perimetres'], plus: Partial<Lecteur> = {}): Lecteur => ({
    guichetId: w.guichetId,
    compteId: nouvelId(),
    perimetres,
    ...plus,
  })
  const dossiers = async () => (await w.owner.query('select * from instruction order by numero')).rows
  const changer = (set: string, ...valeurs: unknown[]) => w.owner.query(`update instruction set ${set}`, valeurs)

  beforeAll(async () => {
    w = await openWorld()
    await installerDemonstration(w.deps)
    w.regler('2021-10-05T10:00:00')
    const tous = await dossiers()
    const ailleurs = tous.find(d => d.departement_pilote === '2B')
    const invite = await w.compte({})
    await w.owner.query(
      `insert into ouverture_dossier (id, guichet_id, dossier_id, compte_id, accordee_par, accordee_le) values ($1, $2, $3, $4, $4, now())`,
      [nouvelId(), w.guichetId, ailleurs.dossier_id, invite.id],
    )
    const siens = [{ departements: ['2A'], volets: ['volet_1', 'volet_2', 'volet_3'] }]
    const tout = [{ departements: null, volets: null }]
    lecteurs = {
      administrateur: base(tout),
      référent: base(siens),
      'référent invité': base(siens, { compteId: invite.id }),
      'référent des deux côtés': base([...siens, { departements: null, volets: ['volet_4'] }]),
      'administrateur qui porte un dossier': base(tout, { structures: [ailleurs.structure_id] }),
      personne: base([]),
    }
  })
  afterAll(() => w.close())

  const QUERIES = [
    '',
    'volet=volet_1',
    'departement=2A&departement=territoire',
    'etat=retire',
    'suite=prendre&suite=verifier&volet=volet_3',
    'suite=clos',
    // what the kept counts cannot tell is read
    'verdict=a_verifier',
    'retard=1&tri=aide_demandee',
    'etiquette=urgent&tri=titre',
    'departement=territoire&aide_min=100',
    'q=habitants&affecte=personne',
  ]
  async function verifier(quand: string) {
    for (const [qui, l] of Object.entries(lecteurs))
      for (const q of QUERIES) {
        const f = filtre(q)
        const { rows, totaux } = await w.auGuichet(async tx => ({
          rows: await filtrees(tx, l, f, w.horloge.instant).selectAll('i').execute(),
          totaux: await totauxDe(tx, l, f, w.horloge.instant),
        }))
        const somme = (c: 'cout_global' | 'aide_demandee') => rows.reduce((s, r) => s + (r[c] ?? 0), 0)
        const enRetard = rows.filter(r => r.echeance && r.echeance < w.horloge.instant).length
        const attendu = { nombre: rows.length, cout: somme('cout_global'), aide: somme('aide_demandee'), enRetard, partiel: false }
        expect(totaux, `${quand}, ${qui}, ${q}`).toEqual(attendu)
      }
  }

  it('disent la même chose que les dossiers, quoi qu’il leur arrive', async () => {
    await verifier('au début')
    await changer("echeance = depose_le + interval '1 month', echeance_motif = 'recevabilite'")
    await verifier('avec des échéances')
    await changer(
      'echeance = $1 where numero in (select numero from instruction order by numero limit 4)',
      new Date(w.horloge.instant.getTime() - 3_600_000),
    )
    await changer('echeance = $1 where numero = (select max(numero) from instruction)', new Date(w.horloge.instant.getTime() + 3_600_000))
    await verifier('en retard depuis une heure')
    await changer("volet = null, aide_demandee = null where departement_pilote = '2A'")
    await changer("etat = 'au_comite', cout_global = cout_global + 1 where volet = 'volet_3'")
    await changer("departements = '{2A,2B}' where volet = 'volet_2'")
    await verifier('après des changements')
    expect((await w.owner.query('select count(*)::int as n from instruction_compte where nombre <= 0')).rows[0].n).toBe(0)
  })

  it('les vues comptent ce que chaque lecteur lit', async () => {
    for (const [qui, l] of Object.entries(lecteurs)) {
      const f = { ...filtre(''), suite: [...SUITES] }
      const { comptes, rows } = await w.auGuichet(async tx => ({
        comptes: await comptesParSuite(tx, l, f, w.horloge.instant),
        rows: await filtrees(tx, l, f, w.horloge.instant).selectAll('i').execute(),
      }))
      const attendus = Map.groupBy(rows, r => r.suite)
      for (const suite of SUITES) expect(comptes.get(suite)?.n ?? 0, `${qui}, ${suite}`).toBe(attendus.get(suite)?.length ?? 0)
    }
  })

  it('deux actes à la fois ne s’attendent pas, et rien n’est perdu', async () => {
    const [un, deux] = (await dossiers()).map(d => d.dossier_id)
    const a = await w.owner.connect()
    const b = await w.owner.connect()
    try {
      await a.query("begin; set local lock_timeout = '2s'")
      await b.query("begin; set local lock_timeout = '2s'")
      await a.query("update instruction set etiquettes = '{urgent}', aide_demandee = 100 where dossier_id = $1", [un])
      await b.query("update instruction set etiquettes = '{urgent}', aide_demandee = 200 where dossier_id = $1", [deux])
      await b.query('commit')
      await a.query('rollback')
    } finally {
      a.release()
      b.release()
    }
    await verifier('après deux actes à la fois, dont un abandonné')
  })

  it('on choisit parmi les étiquettes et les EPCI des dossiers que l’on lit', async () => {
    const valeurs = (l: Lecteur, genre: 'etiquette' | 'epci') => w.auGuichet(tx => valeursDe(tx, l, genre, undefined))
    await changer("etiquettes = array['à revoir', departement_pilote || ' prioritaire'] where departement_pilote is not null")
    for (const [qui, l] of Object.entries(lecteurs)) {
      const rows = await w.auGuichet(tx =>
        filtrees(tx, l, { ...filtre(''), suite: [...SUITES] }, w.horloge.instant)
          .selectAll('i')
          .execute(),
      )
      const attendues = new Set(rows.flatMap(r => r.etiquettes))
      expect(new Set((await valeurs(l, 'etiquette')).map(v => v.value)), qui).toEqual(attendues)
      const epci = await valeurs(l, 'epci')
      expect(new Set(epci.map(v => v.value)), qui).toEqual(new Set(rows.flatMap(r => r.epci_siren ?? [])))
      for (const { value, label } of epci) expect(label).not.toBe(value)
    }
    await changer("etiquettes = '{}'")
    expect(await valeurs(lecteurs.administrateur!, 'etiquette')).toEqual([])
  })

  it('un mot que presque tous ont se lit dans l’ordre de la liste, et ses totaux disent « au moins »', async () => {
    const f = filtre('q=habitants&tri=porteur')
    const l = lecteurs.administrateur!
    const exact = await w.auGuichet(tx => lirePage(tx, l, { filtre: f, instant: w.horloge.instant }))
    expect(exact.lignes.length).toBeGreaterThan(2)
    const recherche = await w.auGuichet(async tx => ({ ...(await chercher(tx, f, 1)) }))
    expect(recherche.partiel).toBe(true)
    const page = await w.auGuichet(tx => lirePage(tx, l, { filtre: f, instant: w.horloge.instant, recherche }))
    expect(page.lignes.map(x => x.numero)).toEqual(exact.lignes.map(x => x.numero))
    expect(await w.auGuichet(tx => totauxDe(tx, l, f, w.horloge.instant, recherche))).toMatchObject({ nombre: 2, partiel: true })
    expect((await w.auGuichet(tx => chercher(tx, f))).partiel).toBe(false)
  })

  const LONGUES = ['verdict=a_verifier', 'q=habitants&verdict=a_verifier', 'verdict=a_verifier&retard=1']
  it.each(TRIS.flatMap(t => LONGUES.map(q => `${q}&tri=${t}`)))(
    '%s : longue, la liste dit « au moins » et montre les mêmes dossiers ; sur demande, elle est comptée entière',
    async q => {
      const f = filtre(q)
      const lire = (l: Lecteur, commun: number | undefined) =>
        w.auGuichet(async tx => {
          const { totaux, page } = await lireListe(tx, l, { filtre: f, instant: w.horloge.instant, commun, parPage: 3 })
          return { totaux, numeros: page.lignes.map(x => x.numero) }
        })
      for (const l of [lecteurs.administrateur!, lecteurs.référent!]) {
        const rows = await w.auGuichet(tx => filtrees(tx, l, f, w.horloge.instant).selectAll('i').execute())
        const [entiere, longue, comptee] = [await lire(l, undefined), await lire(l, 2), await lire(l, TOUS)]
        expect(entiere.totaux).toMatchObject({ nombre: rows.length, partiel: false })
        expect([longue.numeros, comptee]).toEqual([entiere.numeros, entiere])
        expect(longue.totaux.nombre).toBeLessThanOrEqual(rows.length)
        if (!longue.totaux.partiel) expect(longue.totaux).toEqual(entiere.totaux)
        else expect(longue.totaux.nombre).toBeGreaterThanOrEqual(longue.numeros.length)
      }
    },
  )

  it('une règle trouve les mêmes dossiers que la liste lue ligne par ligne, qu’une personne ait jugé ou non', async () => {
    const l = lecteurs.administrateur!
    const deLaRegle = (q: string) => w.auGuichet(tx => filtrees(tx, l, filtre(q), w.horloge.instant).selectAll('i').execute())
    const { rows: regles } = await w.owner.query(
      `select v ->> 'regle' as regle, min(i.dossier_id::text) filter (where v ->> 'resultat' in ('attention', 'a_verifier')) as demande,
         min(i.dossier_id::text) filter (where v ->> 'resultat' in ('respectee', 'sans_objet')) as non
       from instruction i, jsonb_array_elements(i.verdicts) v where i.etat <> 'retire' group by 1 having count(distinct v ->> 'resultat') > 1 order by 1`,
    )
    const { regle, demande, non } = regles.find(r => r.demande && r.non)
    const avant = await deLaRegle(`regle=${regle}`)
    for (const [id, resultat] of [
      [demande, 'respectee'],
      [non, 'non_respectee'],
    ])
      await w.owner.query(
        `insert into verdict_humain (id, guichet_id, dossier_id, depot_id, regle, resultat, motif, rendu_par, rendu_le)
         select $1, guichet_id, dossier_id, depot_id, $3, $4, 'Vu.', (select id from compte limit 1), now() from instruction where dossier_id = $2`,
        [nouvelId(), id, regle, resultat],
      )
    const apres = (await deLaRegle(`regle=${regle}`)).map(x => x.dossier_id)
    expect([avant.some(x => x.dossier_id === demande), apres.includes(demande), apres.includes(non)]).toEqual([true, false, true])
    for (const plus of [
      '',
      '&q=habitants',
      '&departement=2A',
      '&retard=1&tri=titre',
      '&tri=aide_demandee',
      '&regle=inconnue',
      '&tri=suite&etat=retire',
    ])
      for (const commun of [undefined, TOUS, 1]) {
        const f = filtre(`regle=${regle}${plus}`)
        const rows = await deLaRegle(`regle=${regle}${plus}`)
        const { totaux, page } = await w.auGuichet(tx => lireListe(tx, l, { filtre: f, instant: w.horloge.instant, commun, parPage: 100 }))
        expect(totaux, plus).toMatchObject({ nombre: rows.length, partiel: false })
        expect(page.lignes.map(x => x.numero).sort(), plus).toEqual(rows.map(x => x.numero).sort())
      }
    const recherche = (q: string, commun?: number) => w.auGuichet(tx => chercher(tx, filtre(q), commun))
    expect((await recherche('regle=inconnue')).ids).toBe('{}')
    expect((await recherche(`regle=${regle}`, 1)).ids).toBeUndefined()
  })

  // seen to fail when the sets of late ones are counted whole: the number of all the dossiers
  it('les dossiers en retard se comptent tous, si longue que soit la liste', async () => {
    const f = filtre('retard=1')
    await changer("echeance = depose_le + interval '1 week', echeance_motif = 'recevabilite' where etat not in ('retire', 'irrecevable')")
    await changer("echeance = echeance + interval '1 year' where numero in (select numero from instruction order by numero limit 5)")
    for (const l of [lecteurs.administrateur!, lecteurs['référent invité']!]) {
      const rows = await w.auGuichet(tx => filtrees(tx, l, f, w.horloge.instant).selectAll('i').execute())
      expect(rows.length).toBeGreaterThan(2)
      const { totaux } = await w.auGuichet(tx => lireListe(tx, l, { filtre: f, instant: w.horloge.instant, commun: 2 }))
      expect(totaux).toMatchObject({ nombre: rows.length, enRetard: rows.length, partiel: false })
    }
  })

  // seen to fail when a search leaves out half of the parts, and when the other words of a rare one are not looked for
  it('des mots trouvent les mêmes dossiers, qu’ils soient communs, rares, ensemble ou mal tapés', async () => {
    const { numero, porteur, structure_id } = (await dossiers())[0]
    const ailleurs = (await dossiers()).find(d => d.structure_id !== structure_id).porteur
    const aucun = [`${numero} ${ailleurs}`, 'x']
    const enBase = async (sql: string, q: string) => {
      const { rows } = await w.auGuichet(tx => tx.executeQuery<{ id: string }>(CompiledQuery.raw(sql, [q])))
      return rows.map(r => r.id).sort()
    }
    for (const q of [
      'habitants',
      'habitants mairie',
      'habitants mairei',
      porteur,
      `habitants ${porteur}`,
      numero,
      `${numero} habitants`,
      'x',
    ]) {
      const tous = await w.owner.query(
        `select dossier_id from (select set_config('app.guichet_id', $1, true)) g, instruction_recherche where vecteur @@ requete_recherche($2)`,
        [w.guichetId, q],
      )
      const attendus = tous.rows.map(r => r.dossier_id).sort()
      expect(attendus.length > 0, q).toBe(!aucun.includes(q))
      expect(await enBase('select chercher_dossiers($1) as id', q), q).toEqual(attendus)
      expect(await enBase('select unnest(ids) as id from chercher_mots($1, 1, 5000)', q), q).toEqual(attendus)
      const assez = await enBase('select unnest(ids) as id from chercher_mots($1, 1, 1)', q)
      expect([assez.length, assez.every(id => attendus.includes(id))], q).toEqual([Math.min(2, attendus.length), true])
    }
  })

  it('un numéro se trouve par ses chiffres, entier ou non, et les autres mots comptent encore', async () => {
    const [d, autre] = await dossiers()
    const trouves = (q: string) =>
      w.auGuichet(async tx =>
        (
          await filtrees(tx, lecteurs.administrateur!, filtre(new URLSearchParams({ q }).toString()), w.horloge.instant)
            .select('i.numero')
            .execute()
        ).map(i => i.numero),
      )
    for (const q of [d.numero, d.numero.toLowerCase(), d.numero.replaceAll('-', ' ')]) expect(await trouves(q), q).toEqual([d.numero])
    expect(await trouves(`${d.numero} ${autre.numero}`)).toEqual([])
    expect(await trouves(`${d.numero} introuvablement`)).toEqual([])
    expect((await trouves(d.numero.slice(0, -1))).length).toBeGreaterThan(1)
  })
})
