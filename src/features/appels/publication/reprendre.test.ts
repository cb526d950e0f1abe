import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { accordDe } from '../../../test/accord.ts'
import { roleDe } from '../../../test/acteur.ts'
import { commencer, deposer, dossierPret, lisible, publier, SLUG } from '../../../test/vico.ts'
import { openWorld, type World } from '../../../test/world.ts'
import { annoncerVersions } from './annoncer-versions.ts'

const ITN7 = readFileSync('appels/itn7-axe3-corse-2021/appel.yml', 'utf8')
/** A closing a week earlier, and a question more. */
const AVANCEE = ITN7.replace('cloture: 2021-09-17 23:59:59', 'cloture: 2021-09-10 23:59:59').replace(
  '          - id: date_debut\n',
  '          - { id: surface, type: nombre, libelle: Surface renaturée, clause: C5.6 }\n          - id: date_debut\n',
)
const { administration: a } = paths
let w: World
type Compte = Awaited<ReturnType<World['compte']>>
let admin: Compte
let vico: Compte
let collegue: Compte
let olmeto: Compte
let ancien: string
beforeAll(async () => {
  w = await openWorld({ instant: '2021-09-01T10:00:00' })
  await publier(w)
  admin = await w.compte({ nom: 'Administratrice', roles: [roleDe('administrateur')] })
  vico = await w.compte({ structures: ['Vico'] })
  collegue = await w.compte({ structures: ['Vico'] })
  olmeto = await w.compte({ structures: ['Olmeto'] })
  ancien = await dossierPret(w, olmeto.cookie)
  await commencer(w, vico.cookie)
})
afterAll(() => w.close())

const propre = async (r: Response | Promise<Response>) => (await lisible(await r)).replace(/[\u00a0\u202f]/g, ' ')
const numeros = async () =>
  (await w.owner.query('select numero, publiee_le from appel_version order by numero')).rows as {
    numero: number
    publiee_le: Date | null
  }[]
const ajouter = async (source: string): Promise<number> => {
  expect((await w.post(a.versions(SLUG), { source }, admin.cookie)).status).toBe(303)
  return (await numeros()).at(-1)!.numero
}
const publierLa = async (numero: number) => {
  const html = await (await w.get(a.publication(SLUG, numero), admin.cookie)).text()
  return w.post(a.publication(SLUG, numero), await accordDe(html), admin.cookie)
}
const mails = async () => (await w.courriels()).filter(c => c.sujet.includes('ce qui change pour votre brouillon'))
const annoncer = () => annoncerVersions(w.deps, w.horloge.instant)

describe('ce qu’une version change pour qui a commencé', () => {
  it('la page le dit avant : les brouillons qui perdent du temps, ceux qui ont une question de plus, et combien de personnes seront prévenues', async () => {
    const numero = await ajouter(AVANCEE)
    const lue = await propre(w.get(a.publication(SLUG, numero), admin.cookie))
    for (const mot of [
      '2 changements, et qui ils touchent',
      'Clôture, Dépôt des dossiers',
      '2 brouillons perdent 7 jours',
      'Surface renaturée : une question de plus',
      '2 brouillons ont une question de plus',
      '3 personnes qui ont un brouillon, 30 minutes après la publication',
      'La clôture avance. Votre dossier est à déposer avant le 10 septembre 2021 à 23 h 59',
      'Comparer les fichiers (experts)',
    ])
      expect(lue).toContain(mot)
    expect(lue).not.toContain('Rien à comparer')
  })

  it('publiée, elle peut être reprise trente minutes : le texte d’avant devient la version suivante, personne ne reçoit rien, qui a déposé garde la sienne', async () => {
    expect((await publierLa(2)).headers.get('location')).toBe(`${a.appel(SLUG)}?fait=publication`)
    w.regler('2021-09-01T10:10:00')
    await w.post(paths.dossiers.etape(ancien, 'methode'), { surface: '12' }, olmeto.cookie)
    expect((await deposer(w, olmeto.cookie, ancien)).status).toBe(303)
    const lue = await propre(w.get(a.appel(SLUG), admin.cookie))
    expect(lue).toMatch(/Vous pouvez la reprendre jusqu’à 10 h 30 \. 1 dossier déposé depuis : il gardera la version 2\./)
    w.regler('2021-09-01T10:29:59')
    expect(await annoncer()).toBe(0)
    const six = await Promise.all(Array.from({ length: 6 }, () => w.post(a.reprise(SLUG, 2), {}, admin.cookie)))
    expect(six.map(r => r.status).sort()).toEqual([303, 409, 409, 409, 409, 409])
    const [, , trois] = await numeros()
    expect([(await numeros()).length, trois!.numero, trois!.publiee_le]).toEqual([3, 3, w.horloge.instant])
    const source = (await w.owner.query('select source from appel_version where numero = 3')).rows[0].source as string
    expect(source.startsWith(ITN7.trimEnd())).toBe(true)
    expect(source).toContain('# Texte de la version 1, remis à la place de la version 2.')
    expect(
      (await w.owner.query('select v.numero from dossier d join appel_version v on v.id = d.appel_version_id where d.id = $1', [ancien]))
        .rows[0].numero,
    ).toBe(2)
    w.regler('2021-09-01T11:30:00')
    await Promise.all(Array.from({ length: 6 }, annoncer))
    expect(await mails()).toEqual([])
    expect((await w.journal()).map(e => e.action)).toContain('appel.version_reprise')
  })

  it('passé trente minutes, chaque personne qui a un brouillon l’apprend une fois, avec ce qui change pour elle, et rien ne se reprend', async () => {
    const numero = await ajouter(`${AVANCEE}# encore\n`)
    await publierLa(numero)
    w.regler('2021-09-01T12:00:00')
    const tard = await w.post(a.reprise(SLUG, numero), {}, admin.cookie)
    expect([tard.status, await propre(tard)]).toEqual([409, expect.stringContaining('Les 30 minutes sont passées')])
    await Promise.all(Array.from({ length: 6 }, annoncer))
    await annoncer()
    const recus = await mails()
    // whoever has filed is told nothing: their dossier keeps its version
    expect(recus.map(c => c.destinataire).sort()).toEqual([vico.courriel, collegue.courriel].sort())
    const texte = recus[0]!.texte.replace(/[\u00a0\u202f]/g, ' ')
    expect(texte).toContain(
      'La clôture avance. Votre dossier est à déposer avant le 10 septembre 2021 à 23 h 59, au lieu du 17 septembre 2021 à 23 h 59 : 7 jours de moins.',
    )
    expect(texte).toContain('Une question à remplir de plus : « Surface renaturée ».')
    expect((await w.journal()).filter(e => e.action === 'appel.version_annoncee').at(-1)).toMatchObject({
      donnees: { numero, destinataires: 2 },
    })
  })

  it('une version que rien ne distingue pour eux n’écrit à personne', async () => {
    const avant = (await mails()).length
    await publierLa(await ajouter(`${AVANCEE}# relu\n`))
    w.regler('2021-09-01T14:00:00')
    await annoncer()
    expect(await mails()).toHaveLength(avant)
  })

  it('un appel jamais publié n’a rien à comparer', async () => {
    const autre = ITN7.replace(`slug: ${SLUG}`, 'slug: autre-appel').replace('code_dossier: ITN7', 'code_dossier: AUTRE')
    expect((await w.post(a.appels, { source: autre }, admin.cookie)).status).toBe(303)
    expect(await propre(w.get(a.publication('autre-appel', 1), admin.cookie))).toContain('Première publication : rien à comparer')
  })
})
