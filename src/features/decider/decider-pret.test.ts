import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { copiesAuComite } from '../../test/comite.ts'
import { avecOrdre, rangerDossiers } from '../../test/ordre.ts'
import { ouvrirSansComite } from '../../test/sans-comite.ts'
import { SLUG } from '../../test/vico.ts'

const { administration: a, comite: c, instruction: i } = paths
const TOUT = { sens: 'retenu', montant: '10 000' }

describe('un appel sans comité', () => {
  let m: Awaited<ReturnType<typeof ouvrirSansComite>>
  let id: string
  beforeAll(async () => {
    m = await ouvrirSansComite()
  })
  afterAll(() => m.w.close())
  beforeEach(async () => {
    await m.w.owner.query("update dossier set etat = 'retire' where etat not in ('retire', 'brouillon')")
    id = await m.dossierAuComite()
  })
  const decision = async (dossier = id) =>
    (
      await m.w.owner.query(
        `select d.id, d.sens, d.montant::int, d.seance_id as seance, o.etat from dossier o left join decision d on d.dossier_id = o.id
          and not exists (select from decision r where r.remplace_id = d.id) where o.id = $1`,
        [dossier],
      )
    ).rows[0]

  it('le dossier instruit attend une décision, et la page dit le plus que j’accorde, ce qui reste, qui signera', async () => {
    expect(await m.lire(i.dossier(id))).toContain('À décider')
    const liste = await m.lire(i.decisions(SLUG))
    for (const mot of ['À décider', '794 000 €', `href="${i.decision(id)}"`]) expect(liste).toContain(mot)
    const page = await m.lire(i.decision(id))
    expect(page).toMatch(/Au plus 10 000 €.* Il reste 794 000 €/)
    expect(page).not.toMatch(/comité|séance|Ajourné/i)
  })

  it('je décide\u00a0: hors séance, l’enveloppe baisse, le journal le dit, la lettre attend sa confirmation', async () => {
    const r = await m.decider(id, TOUT)
    expect(r.headers.get('location')).toBe(`${i.decisions(SLUG)}?fait=decide`)
    expect(await decision()).toMatchObject({ sens: 'retenu', montant: 1_000_000, seance: null, etat: 'delibere' })
    expect((await m.w.journal()).filter(e => e.objet_id === id && e.action === 'decision.prise')).toHaveLength(1)
    expect(await m.lire(i.decisions(SLUG))).toContain('784 000 €')
    const notifier = await m.lire(a.notifications(SLUG), m.administratrice.cookie)
    expect(notifier).toContain('Confirmez ce qui est décidé')
    expect(notifier.slice(notifier.indexOf('<main'))).not.toMatch(/comité/i)
  })

  it('je change ma décision avant la lettre\u00a0: elle remplace la première, dont l’argent revient', async () => {
    await m.decider(id, TOUT)
    const { id: premiere } = await decision()
    expect((await m.decider(id, { sens: 'non_retenu', motif: 'Hors sujet.' })).status).toBe(409)
    expect((await m.decider(id, { sens: 'non_retenu', motif: 'Hors sujet.' }, m.referent.cookie, premiere)).status).toBe(303)
    expect(await decision()).toMatchObject({ sens: 'non_retenu', montant: 0 })
    expect(await m.lire(i.decisions(SLUG))).toContain('794 000 €')
  })

  it.each([
    ['plus que demandé', { sens: 'retenu', montant: '10 000,01' }, 'dépassent'],
    ['sans motif', { sens: 'non_retenu' }, 'Dites pourquoi'],
    ['ajourné, sans séance où revenir', { sens: 'ajourne', motif: 'Plus tard.' }, 'Choisissez une décision'],
    ['rien', {}, 'Choisissez une décision'],
  ])('refusé, et rien n’est écrit\u00a0: %s', async (_, champs, mot) => {
    const r = await m.decider(id, champs)
    expect(r.status).toBe(422)
    expect(await r.text()).toContain(mot)
    expect(await decision()).toMatchObject({ id: null, etat: 'au_comite' })
  })

  it('celle d’un autre département, le porteur et un visiteur n’en décident pas', async () => {
    expect((await m.decider(id, TOUT, m.ailleurs.cookie)).status).toBe(404)
    expect((await m.decider(id, TOUT, m.porteur.cookie)).status).toBe(404)
    expect((await m.decider(id, TOUT, '')).headers.get('location')).toMatch(/connexion/)
    expect((await m.w.get(i.decisions(SLUG), m.porteur.cookie)).status).toBe(404)
    expect(await decision()).toMatchObject({ id: null })
  })

  it('tant que l’instruction n’est pas finie, rien ne se décide', async () => {
    await m.w.owner.query("update dossier set etat = 'en_instruction' where id = $1", [id])
    expect((await m.decider(id, TOUT)).status).toBe(409)
    expect((await m.w.get(i.decision(id), m.referent.cookie)).status).toBe(409)
  })

  it('six décisions au même instant sur ce que l’enveloppe paie trois fois\u00a0: trois passent, l’enveloppe tient', async () => {
    const autres = await copiesAuComite(m.w, id, 5)
    await m.w.owner.query('update enveloppe set montant = accorde + $1', [3 * 1_000_000])
    const reponses = await Promise.all([id, ...autres].map(d => m.decider(d, TOUT, m.administratrice.cookie)))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 303, 303, 422, 422, 422])
    const { rows } = await m.w.owner.query('select montant - accorde as reste from enveloppe')
    expect(rows).toEqual([{ reste: 0 }])
    await m.w.owner.query('update enveloppe set montant = 79400000')
  })

  it('six fois le rang 1 de la liste complémentaire au même instant\u00a0: il est donné une fois', async () => {
    const autres = await copiesAuComite(m.w, id, 5)
    const rang = { sens: 'liste_complementaire', rang: '1' }
    const reponses = await Promise.all([id, ...autres].map(d => m.decider(d, rang, m.administratrice.cookie)))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 422, 422, 422, 422, 422])
  })

  it('personne ne convoque de séance, et l’accueil du comité ne la propose pas', async () => {
    expect((await m.w.get(c.seances(SLUG), m.administratrice.cookie)).status).toBe(404)
    expect(await m.lire(c.accueil, m.administratrice.cookie)).not.toContain(c.seances(SLUG))
  })

  it('la page publique et le cahier disent qui décide, et ne parlent pas de comité', async () => {
    const page = (await m.lire(paths.appels.voir(SLUG), '')).replace(/[\s\S]*?Comment la décision est prise/, '')
    expect(page).toContain('Le service lit et vérifie chaque dossier')
    expect(page).not.toContain('Comment le comité choisit')
  })
})

describe('un appel sans comité qui aide deux projets au plus', () => {
  let m: Awaited<ReturnType<typeof ouvrirSansComite>>
  beforeAll(async () => {
    m = await ouvrirSansComite(t => avecOrdre()(t.replace(/^aide:\n/m, 'aide:\n  laureats_max: 2\n')))
  })
  afterAll(() => m.w.close())

  it('six décisions favorables au même instant\u00a0: deux passent, les autres lisent pourquoi, et un refus reste possible', async () => {
    const id = await m.dossierAuComite()
    const tous = [id, ...(await copiesAuComite(m.w, id, 5))]
    const reponses = await Promise.all(tous.map(d => m.decider(d, TOUT, m.administratrice.cookie)))
    expect(reponses.map(r => r.status).sort()).toEqual([303, 303, 422, 422, 422, 422])
    const refuse = reponses.findIndex(r => r.status === 422)
    expect((await reponses[refuse]!.text()).replace(/\u00a0/g, ' ')).toContain('L’appel retient 2 projets au plus : ils le sont déjà.')
    expect((await m.decider(tous[refuse]!, { sens: 'non_retenu', motif: 'Hors sujet.' }, m.administratrice.cookie)).status).toBe(303)
    expect(await m.lire(i.decisions(SLUG))).toMatch(/Projets retenus.*2.*sur 2 au plus/s)
    expect(await m.lire(paths.appels.voir(SLUG), '')).toMatch(/L’appel aide au plus\s+2 projets/)
  })
})

describe('un appel sans comité où les porteurs rangent leurs dossiers', () => {
  let m: Awaited<ReturnType<typeof ouvrirSansComite>>
  let ids: string[]
  beforeAll(async () => {
    m = await ouvrirSansComite(avecOrdre())
    const id = await m.dossierAuComite()
    ids = [id, ...(await copiesAuComite(m.w, id, 2))]
  })
  afterAll(() => m.w.close())
  const suite = async (adresse: string, cookie?: string) => {
    const page = await m.lire(adresse, cookie)
    return { page, ids: [...page.matchAll(/href="[^"]*\/([0-9a-f-]{36})\/decision"/g)].map(x => x[1]) }
  }

  it('tant que personne n’a rien rangé, la page n’en dit rien', async () => {
    expect((await suite(i.decisions(SLUG))).page).not.toContain('ordre des porteurs')
  })

  it('« Suivre l’ordre des porteurs » met la liste et les restes dans leur ordre, et l’on en revient', async () => {
    const { ids: instruits } = await suite(i.decisions(SLUG))
    expect(instruits.toSorted()).toEqual(ids.toSorted())
    await rangerDossiers(m.w, instruits.toReversed() as string[], m.porteur.id)
    const avant = await suite(i.decisions(SLUG))
    expect(avant.page).toContain('Suivre l’ordre des porteurs')
    expect(avant.ids).toEqual(instruits)
    const suivie = await suite(`${i.decisions(SLUG)}?ordre=porteurs`)
    expect(suivie.ids).toEqual(instruits.toReversed())
    for (const mot of ['priorité 1 sur 3', 'Revenir à l’ordre de l’instruction']) expect(suivie.page).toContain(mot)
  })

  it('le porteur et celle d’un autre département n’y lisent aucun rang', async () => {
    expect((await m.w.get(`${i.decisions(SLUG)}?ordre=porteurs`, m.porteur.cookie)).status).toBe(404)
    expect((await suite(`${i.decisions(SLUG)}?ordre=porteurs`, m.ailleurs.cookie)).page).not.toContain('priorité')
  })
})

describe('un appel qui a un comité', () => {
  it('le service n’y décide pas à sa place', async () => {
    const { ouvrirInstruction } = await import('../../test/instruits.ts')
    const m = await ouvrirInstruction()
    const id = await m.dossierAuComite()
    const r = await m.w.post(i.decision(id), { vue: '', ...TOUT }, m.referent.cookie)
    expect([r.status, (await m.w.get(i.decision(id), m.referent.cookie)).status]).toEqual([409, 404])
    expect((await m.w.get(i.decisions(SLUG), m.referent.cookie)).status).toBe(404)
    expect(await (await m.w.get(i.dossier(id), m.referent.cookie)).text()).not.toContain(i.decision(id))
    await m.w.close()
  })
})
