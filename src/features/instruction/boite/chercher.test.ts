import { CompiledQuery } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nouvelId } from '../../../contexte.ts'
import { type Lecteurs, ouvrirLecteurs } from '../../../test/lecteurs.ts'
import type { Lecteur } from '../../perimetre/perimetre.queries.ts'
import { chercher, filtrees, TOUS } from '../liste/boite.queries.ts'
import { totauxDe } from '../liste/comptes.queries.ts'
import { lireFiltre } from '../liste/filtres.ts'
import { lireListe } from '../liste/liste.queries.ts'
import { lirePage } from '../liste/page.queries.ts'
import { TRIS } from '../liste/tris.ts'

/** What words, rules and numbers find, and how a long list says that it was not read whole. */
describe('chercher dans la boîte', () => {
  let w: Lecteurs['w']
  let lecteurs: Lecteurs['lecteurs']
  let dossiers: Lecteurs['dossiers']
  const filtre = (q: string) => lireFiltre(new URLSearchParams(q))
  beforeAll(async () => {
    const m = await ouvrirLecteurs()
    ;({ w, lecteurs, dossiers } = m)
    await m.changer("echeance = depose_le + interval '1 week', echeance_motif = 'recevabilite' where etat not in ('retire', 'irrecevable')")
    await m.changer("echeance = echeance + interval '1 year' where numero in (select numero from instruction order by numero limit 5)")
  })
  afterAll(() => w.close())

  it('un mot que presque tous ont se lit dans l’ordre de la liste, et ses totaux disent « au moins »', async () => {
    const f = filtre('q=habitants&tri=porteur')
    const l = lecteurs.administrateur
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
  it.each(Object.keys(TRIS).flatMap(t => LONGUES.map(q => `${q}&tri=${t}`)))(
    '%s : longue, la liste dit « au moins » et montre les mêmes dossiers ; sur demande, elle est comptée entière',
    async q => {
      const f = filtre(q)
      const lire = (l: Lecteur, commun: number | undefined) =>
        w.auGuichet(async tx => {
          const { totaux, page } = await lireListe(tx, l, { filtre: f, instant: w.horloge.instant, commun, parPage: 3 })
          return { totaux, numeros: page.lignes.map(x => x.numero) }
        })
      for (const l of [lecteurs.administrateur, lecteurs.référent]) {
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
    const l = lecteurs.administrateur
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
          await filtrees(tx, lecteurs.administrateur, filtre(new URLSearchParams({ q }).toString()), w.horloge.instant)
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
