import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dateCivile } from '../../../lib/dates.ts'
import { paths } from '../../../paths.ts'
import { lisible } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { appelsPublies } from '../../appels/index.ts'
import { installerDemonstration } from '../../demo/index.ts'
import { type ComptesReleve, relevesDe } from './releve.queries.ts'
import { vaguesDues } from './releve.rules.ts'
import { releverVagues } from './relever.ts'

/** The demonstration: 20 dossiers filed, others not. Its one wave is collected on 20 September 2021. The tests follow one another in time. */
describe('le relevé des dossiers déposés', () => {
  let w: World
  beforeAll(async () => {
    w = await openWorld()
    await installerDemonstration(w.deps)
  })
  afterAll(() => w.close())

  const relever = (local: string) => {
    w.regler(local)
    return releverVagues(w.deps, w.horloge.maintenant())
  }
  const etats = async () => {
    const lignes = await w.auGuichet(tx =>
      tx
        .selectFrom('dossier')
        .select(['etat', eb => eb.fn.countAll<number>().as('n')])
        .groupBy('etat')
        .execute(),
    )
    return Object.fromEntries(lignes.map(l => [l.etat, l.n]))
  }
  const un = (etat = 'depose') =>
    w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('etat', '=', etat).orderBy('numero').limit(1).executeTakeFirstOrThrow())
  const instruction = (id: string) =>
    w.auGuichet(tx => tx.selectFrom('instruction').selectAll().where('dossier_id', '=', id).executeTakeFirstOrThrow())
  const evenements = async (action: string) => (await w.journal()).filter(e => e.action === action)

  let rouvert: Awaited<ReturnType<typeof un>>
  let porteur: string
  it('avant l’instant fixé par l’appel, rien ne bouge', async () => {
    rouvert = await un()
    const { nom } = await w.auGuichet(tx =>
      tx.selectFrom('structure').select('nom').where('id', '=', rouvert.structure_id).executeTakeFirstOrThrow(),
    )
    porteur = (await w.compte({ structures: [nom] })).cookie
    w.regler('2021-09-17T10:00:00')
    expect((await w.post(paths.dossiers.reouverture(rouvert.id), {}, porteur)).status).toBe(303)
    await w.post(paths.dossiers.etape(rouvert.id, 'projet'), { titre: 'Un titre jamais déposé' }, porteur)
    expect((await instruction(rouvert.id)).titre).toBe(rouvert.titre)
    const avant = await etats()
    expect(await relever('2021-09-19T23:59:59')).toEqual([])
    expect(await etats()).toEqual(avant)
    expect(avant.depose).toBe(20)
  })

  it('tous ou aucun : si un seul ne peut passer, aucun ne passe', async () => {
    await w.owner.query(
      `create function bloquer() returns trigger language plpgsql as $$ begin
         if new.id = '${rouvert.id}' and new.etat = 'en_instruction' then raise exception 'panne'; end if; return new; end $$`,
    )
    await w.owner.query('create trigger bloquer before update on dossier for each row execute function bloquer()')
    await expect(relever('2021-09-20T00:00:00')).rejects.toThrow('panne')
    expect(await etats()).toMatchObject({ depose: 20 })
    expect(await evenements('appel.releve')).toHaveLength(0)
    expect((await instruction(rouvert.id)).etat).toBe('depose')
    await w.owner.query('drop trigger bloquer on dossier')
  })

  it('après une panne de trois jours, six relevés au même instant en font un, qui prend tous les dossiers déposés', async () => {
    const { brouillon } = await etats()
    w.regler('2021-09-23T08:00:00')
    const six = await Promise.all(Array.from({ length: 6 }, () => releverVagues(w.deps, w.horloge.maintenant())))
    expect(six.flat()).toEqual([{ slug: 'itn7-axe3-corse-2021', vague: 'unique', genre: 'releve', nombre: 20 }])
    expect(await relever('2021-09-23T08:05:00')).toEqual([])
    expect(await etats()).toMatchObject({ en_instruction: 20, brouillon })
    expect(await evenements('appel.releve')).toMatchObject([{ donnees: { vague: 'unique', deposes: 20, brouillons: brouillon } }])
  })

  it('l’administrateur lit les comptes par volet et département, brouillons compris', async () => {
    const { brouillon } = await etats()
    const [releve] = await w.auGuichet(async tx => relevesDe(tx, w.guichetId, (await appelsPublies(tx, w.guichetId))[0]!.appelId))
    const comptes = releve!.comptes as ComptesReleve
    expect(comptes).toMatchObject({ deposes: 20, brouillons: brouillon })
    expect(comptes.lignes.reduce((s, l) => s + l.deposes, 0)).toBe(20)
    expect(comptes.lignes.reduce((s, l) => s + l.brouillons, 0)).toBe(brouillon)
    expect(comptes.lignes.filter(l => l.departement === '2A').reduce((s, l) => s + l.deposes, 0)).toBe(9)
  })

  it('l’échéance de recevabilité se compte depuis la réception, à la dernière seconde du jour', async () => {
    const d = await un('en_instruction')
    const i = await instruction(d.id)
    const attendu = Temporal.PlainDate.from(dateCivile(d.depose_le!))
      .add({ months: 2 })
      .toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '23:59:59' })
    expect(i).toMatchObject({ etat: 'en_instruction', suite: 'prendre', echeance_motif: 'recevabilite' })
    expect(i.echeance?.getTime()).toBe(attendu.epochMilliseconds)
  })

  it('un dossier rouvert passe tel qu’il était déposé, et son porteur le lit ainsi', async () => {
    const apres = await w.auGuichet(tx => tx.selectFrom('dossier').selectAll().where('id', '=', rouvert.id).executeTakeFirstOrThrow())
    expect(apres).toMatchObject({ etat: 'en_instruction', rouvert_le: null, titre: rouvert.titre, reponses: rouvert.reponses })
    const page = await lisible(await w.get(paths.dossiers.voir(rouvert.id), porteur))
    expect(page).toContain('En instruction')
    expect(page).not.toContain('jamais déposé')
  })

  it('un dossier déposé par dérogation après le relevé le suit, seul', async () => {
    const d = await un('en_instruction')
    await w.auGuichet(tx => tx.updateTable('dossier').set({ etat: 'depose' }).where('id', '=', d.id).execute())
    expect(await relever('2021-09-24T10:00:00')).toMatchObject([{ genre: 'retardataires', nombre: 1 }])
    expect(await etats()).toMatchObject({ en_instruction: 20 })
    expect(await evenements('dossier.releve')).toMatchObject([{ objet_id: d.id }])
  })

  it('un appel à plusieurs vagues est relevé vague par vague, jamais avant la clôture', async () => {
    const [publie] = await w.auGuichet(tx => appelsPublies(tx, w.guichetId))
    const vague = publie!.appel.calendrier.vagues[0]!
    const deux = {
      ...vague,
      code: 'deux',
      ouverture: new Date('2021-10-01T00:00:00Z'),
      cloture: new Date('2021-10-31T22:59:59Z'),
      releve: '2021-10-15',
    }
    const appel = { ...publie!.appel, calendrier: { ...publie!.appel.calendrier, vagues: [deux, vague] } }
    const dues = (i: string) => vaguesDues(appel, new Date(i)).map(v => v.code)
    expect(dues('2021-10-20T00:00:00Z')).toEqual(['unique'])
    expect(vaguesDues(appel, new Date('2021-10-20T00:00:00Z'))[0]!.avant).toEqual(deux.ouverture)
    expect(dues('2021-10-31T22:59:59Z')).toEqual(['unique'])
    expect(dues('2021-10-31T23:00:00Z')).toEqual(['unique', 'deux'])
  })
})
