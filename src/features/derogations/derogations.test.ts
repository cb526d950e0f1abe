import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { projetCommun } from '../../test/projet-commun.ts'
import { commencer, deposer, dossierPret, lisible, publier } from '../../test/vico.ts'
import { openWorld, type World } from '../../test/world.ts'

const { derogations, derogation } = paths.administration
const FORM = { jour: '24/09/2021', heure: '12:00', motif: 'La mairie était privée de réseau le dernier jour.' }

describe('accorder une dérogation à un dossier', () => {
  let w: World
  let vico: Awaited<ReturnType<World['compte']>>
  let admin: Awaited<ReturnType<World['compte']>>
  beforeAll(async () => {
    w = await openWorld()
    await publier(w)
    vico = await w.compte({ structures: ['Vico'] })
    admin = await w.compte({ nom: 'Administration du guichet', roles: [{ role: 'administrateur', departements: [], volets: [] }] })
  })
  beforeEach(() => w.regler('2021-09-13T10:00:00'))
  afterAll(() => w.close())

  const accorder = (id: string, form: Record<string, string> = FORM, cookie = admin.cookie) => w.post(derogation(id), form, cookie)
  const lire = async (chemin: string, cookie = admin.cookie) => lisible(await w.get(chemin, cookie))
  const ligne = (id: string) =>
    w.auGuichet(tx =>
      tx
        .selectFrom('dossier as d')
        .leftJoin('derogation as g', 'g.dossier_id', 'd.id')
        .select(['d.numero', 'd.etat', 'g.jusqu_au', 'g.motif'])
        .where('d.id', '=', id)
        .executeTakeFirstOrThrow(),
    )

  it('je trouve le brouillon par son numéro ou sa structure, et ne lis rien de son contenu', async () => {
    const id = await dossierPret(w, vico.cookie)
    const { numero } = await ligne(id)
    for (const q of [numero, numero.toLowerCase().replace('-', ' '), 'vico']) {
      const page = await lire(`${derogations}?${new URLSearchParams({ q })}`)
      expect(page).toContain(numero)
      expect(page).not.toContain('Un guichet en ligne pour les familles')
    }
    expect(await lire(`${derogations}?q=ITN7-9999`)).toContain('Aucun dossier trouvé')
    expect(await (await w.get(derogations, admin.cookie)).text()).toMatch(/href="\/administration\/derogations" aria-current="page"/)
  })

  it('j’accorde, avec un motif\u00a0: la structure est prévenue, et dépose jusqu’à la dernière seconde, pas après', async () => {
    const [id, autre] = [await dossierPret(w, vico.cookie), await dossierPret(w, vico.cookie)]
    w.regler('2021-09-20T10:00:00')
    expect(await lire(paths.dossiers.voir(id), vico.cookie)).toContain('Non déposé')
    expect(await lire(derogation(id))).toContain('L’appel clôt le vendredi 17 septembre 2021 à 23 h 59 min 59 s')
    for (const dossier of [id, autre]) expect((await accorder(dossier)).headers.get('location')).toBe(`${derogations}?fait=1`)
    const liste = await lire(`${derogations}?fait=1`)
    expect(liste).toContain('La dérogation est accordée')
    expect(liste).toContain('La mairie était privée de réseau le dernier jour.')
    expect(liste).toContain('Administration du guichet')
    const [courriel] = (await w.courriels()).filter(m => m.dossier_id === id)
    expect(courriel!.destinataire).toBe(vico.courriel)
    expect(courriel!.texte.replaceAll('\u00a0', ' ')).toContain('jusqu’au vendredi 24 septembre 2021 à 12 h 00 min 00 s')
    expect((await w.journal()).find(e => e.objet_id === id && e.action === 'dossier.derogation')?.donnees).toMatchObject({
      motif: FORM.motif,
    })
    w.regler('2021-09-24T12:00:00.999')
    expect((await deposer(w, vico.cookie, id)).status).toBe(303)
    w.regler('2021-09-24T12:00:01')
    expect((await deposer(w, vico.cookie, autre)).status).toBe(422)
    expect([(await ligne(id)).etat, (await ligne(autre)).etat]).toEqual(['depose', 'brouillon'])
  })

  it('accordée à nouveau, elle remplace la première\u00a0; six fois la même n’en font qu’une', async () => {
    const id = await dossierPret(w, vico.cookie)
    await accorder(id)
    await Promise.all(Array.from({ length: 6 }, () => accorder(id, { ...FORM, jour: '30/09/2021' })))
    expect((await ligne(id)).jusqu_au!.toISOString()).toBe('2021-09-30T10:00:00.999Z')
    expect((await w.journal()).filter(e => e.objet_id === id && e.action === 'dossier.derogation')).toHaveLength(2)
    expect((await w.courriels()).filter(m => m.dossier_id === id)).toHaveLength(2)
  })

  it.each([
    ['sans motif', { ...FORM, motif: ' ' }, 'Dites pourquoi'],
    ['un motif trop long', { ...FORM, motif: 'x'.repeat(1001) }, 'Dites-le en 1 000 caractères au plus'],
    ['un jour qui n’existe pas', { ...FORM, jour: '31/09/2021' }, 'n’est pas un jour'],
    ['une heure qui n’existe pas', { ...FORM, heure: '25h' }, 'n’est pas une heure'],
    ['un instant passé', { ...FORM, jour: '12/09/2021' }, 'Cet instant est déjà passé'],
    ['avant la clôture de l’appel', { ...FORM, jour: '15/09/2021' }, 'L’appel est ouvert jusqu’au 17 septembre 2021'],
  ])('%s\u00a0: le formulaire revient avec ce que j’ai tapé, rien n’est accordé', async (_nom, form, phrase) => {
    const id = await commencer(w, vico.cookie)
    const r = await accorder(id, form)
    expect(r.status).toBe(422)
    const html = await r.text()
    expect(html).toContain('<title>Erreur : ')
    expect(html.replaceAll('\u00a0', ' ')).toContain(phrase)
    expect(html).toContain(`value="${form.jour}"`)
    expect((await ligne(id)).jusqu_au).toBeNull()
  })

  it('un dossier déposé n’en a pas besoin\u00a0; rouvert et pas déposé à nouveau, il peut en avoir une', async () => {
    const id = await dossierPret(w, vico.cookie)
    await deposer(w, vico.cookie, id)
    expect((await accorder(id)).status).toBe(404)
    await w.post(paths.dossiers.reouverture(id), {}, vico.cookie)
    w.regler('2021-09-20T10:00:00')
    expect((await accorder(id)).status).toBe(303)
    expect((await deposer(w, vico.cookie, id)).headers.get('location')).toBe(`${paths.dossiers.voir(id)}?depose=1`)
    expect(await lire(paths.dossiers.voir(id), vico.cookie)).toContain('version 2')
  })

  it('au-delà de cent, la page dit qu’elle n’en montre que les dernières', async () => {
    const modele = await dossierPret(w, vico.cookie)
    const copies = (nombre: number) =>
      w.owner.query(
        `with copies as (insert into dossier select (jsonb_populate_record(d, jsonb_build_object('id', gen_random_uuid(), 'numero', d.numero || '-' || gen_random_uuid()))).*
           from dossier d, generate_series(1, $2::int) where d.id = $1 returning id, guichet_id)
         insert into derogation (dossier_id, guichet_id, jusqu_au, motif, accordee_le) select id, guichet_id, $3, 'Panne.', $3 from copies`,
        [modele, nombre, w.horloge.instant],
      )
    const titre = async () => /Dérogations accordées\s:\s([^<]+?)\s*</.exec(await (await w.get(derogations, admin.cookie)).text())![1]
    const avant = Number(await titre())
    await copies(99 - avant)
    expect(await titre()).toBe('99')
    await copies(2)
    expect(await titre()).toBe('les 100 dernières')
    await w.owner.query("delete from derogation where motif = 'Panne.'")
  })

  it('je n’accorde rien à un projet de ma propre structure', async () => {
    const id = await dossierPret(w, vico.cookie)
    const juge = await w.compte({ structures: ['Vico'], roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    const r = await accorder(id, FORM, juge.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Un autre administrateur doit accorder la dérogation')
    expect((await ligne(id)).jusqu_au).toBeNull()
  })

  it('ni à un projet dont ma structure n’est que partenaire', async () => {
    const juge = await w.compte({ structures: ['Olmeto'], roles: [{ role: 'administrateur', departements: [], volets: [] }] })
    const { id } = await projetCommun(w, vico.cookie, ['Olmeto'])
    const r = await accorder(id, FORM, juge.cookie)
    expect(r.status).toBe(422)
    expect(await lisible(r)).toContain('Un autre administrateur doit accorder la dérogation')
    expect((await ligne(id)).jusqu_au).toBeNull()
    expect((await accorder(id)).status).toBe(303)
  })

  it('pour qui n’est pas administrateur, ces pages n’existent pas', async () => {
    const id = await dossierPret(w, vico.cookie)
    const referent = await w.compte({ roles: [{ role: 'referent_regional', departements: [], volets: [] }] })
    for (const cookie of [vico.cookie, referent.cookie]) {
      expect((await w.get(derogations, cookie)).status).toBe(404)
      expect((await w.get(derogation(id), cookie)).status).toBe(404)
      expect((await accorder(id, FORM, cookie)).status).toBe(404)
    }
    expect((await w.get(derogations)).headers.get('location')).toContain(paths.connexion)
    expect((await ligne(id)).jusqu_au).toBeNull()
  })
})
