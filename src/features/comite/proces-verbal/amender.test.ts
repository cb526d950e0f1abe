import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { paths } from '../../../paths.ts'
import { ouvrirProcesVerbal } from '../../../test/proces-verbal.ts'

const p = paths.comite
let m: Awaited<ReturnType<typeof ouvrirProcesVerbal>>
let s: Awaited<ReturnType<typeof m.etablir>>
beforeAll(async () => {
  m = await ouvrirProcesVerbal()
})
afterAll(() => m.w.close())
beforeEach(async () => {
  s = await m.etablir()
})

const conclusion = (n: number) => `conclusion-${s.dossiers[n]}`
/** Sends the form as the page shows it, but for these fields. */
async function amender(plus: Record<string, string>, cookie = m.administratrice.cookie) {
  const [derniere] = (await m.versions(s.seance)).slice(-1)
  const textes = Object.fromEntries(
    derniere.contenu.dossiers.map((d: { id: string; conclusion: string }) => [`conclusion-${d.id}`, d.conclusion]),
  )
  const champs = { version: '1', ...textes, remarques: derniere.contenu.remarques, ...plus }
  return await m.w.post(p.amendementProcesVerbal(s.seance), champs, cookie)
}
const page = (cookie = m.regionale.cookie) => m.lire(m.w.get(p.procesVerbal(s.seance), cookie))

describe('amender le procès-verbal', () => {
  it('j’ajoute une phrase\u00a0: une version 2 s’établit, la première reste lisible, la page dit ce qui a changé', async () => {
    const r = await amender({ [conclusion(1)]: 'Le débat a porté sur les délais.', remarques: 'La séance a été suspendue dix minutes.' })
    expect(r.headers.get('location')).toBe(`${p.procesVerbal(s.seance)}?fait=amende`)
    const html = await page()
    for (const mot of [
      'Version 2, à signer',
      'Ce qui a changé depuis la version 1',
      'supprimé : Le débat a porté sur le calendrier.',
      'ajouté : Le débat a porté sur les délais.',
      'La séance a été suspendue dix minutes.',
    ])
      expect(html).toContain(mot)
    const ancienne = await m.lire(m.w.get(p.versionProcesVerbal(s.seance, 1), m.regionale.cookie))
    expect(ancienne).toContain('Une version plus récente remplace celle-ci')
    expect(ancienne).not.toContain('suspendue')
    expect(await m.textePdf(s.seance, 2)).toContain('La séance a été suspendue dix minutes.')
    expect(await m.textePdf(s.seance, 1)).toContain('Version 1, remplacée')
    const courriels = (await m.w.courriels()).filter(c => c.cle?.startsWith(`proces-verbal-${s.seance}-2-`))
    expect(courriels).toHaveLength(3)
    expect(courriels[0]!.texte).toContain('Les signatures repartent de zéro')
    expect((await m.w.journal()).filter(e => e.objet_id === s.seance && e.action === 'comite.proces_verbal_amende')).toHaveLength(1)
  })

  it('enregistrer sans rien changer n’établit pas de version', async () => {
    expect((await amender({})).headers.get('location')).toContain('fait=inchange')
    expect(await m.versions(s.seance)).toHaveLength(1)
  })

  it('un texte trop long\u00a0: rien n’est établi, ce qui est tapé reste', async () => {
    const r = await amender({ [conclusion(1)]: `Un long récit ${'a'.repeat(4000)}`, remarques: 'À garder.' })
    expect(r.status).toBe(422)
    const html = await m.lire(r)
    for (const mot of ['trop long', 'Un long récit', 'À garder.']) expect(html).toContain(mot)
    expect(await m.versions(s.seance)).toHaveLength(1)
  })

  it('deux personnes amendent en même temps\u00a0: la seconde lit la version de la première, avec la sienne', async () => {
    const deux = await Promise.all([
      amender({ [conclusion(1)]: 'Les délais ont été discutés.' }),
      amender({ remarques: 'Une membre est arrivée en retard.' }, m.regionale.cookie),
    ])
    expect(deux.map(r => r.status).sort()).toEqual([303, 409])
    expect(await m.versions(s.seance)).toHaveLength(2)
    const refus = await m.lire(deux.find(r => r.status === 409)!)
    expect(refus).toContain('La version 2 est arrivée pendant votre saisie')
    // both texts are on the page, whoever came first
    expect(refus).toContain('Les délais ont été discutés.')
    expect(refus).toContain('Une membre est arrivée en retard.')
  })

  it('un membre, quelqu’un d’ailleurs ne l’amendent pas\u00a0; la présidente, oui', async () => {
    expect((await amender({ remarques: 'Non.' }, m.corseDuSud.cookie)).status).toBe(403)
    for (const { cookie } of [m.suppleante, m.porteur, m.lecteur]) {
      expect((await amender({ remarques: 'Non.' }, cookie)).status).toBe(404)
      expect((await m.w.get(p.amendementProcesVerbal(s.seance), cookie)).status).toBe(404)
    }
    expect(await m.versions(s.seance)).toHaveLength(1)
    expect(await m.lire(m.w.get(p.amendementProcesVerbal(s.seance), m.regionale.cookie))).toContain('Remarques générales')
    expect((await amender({ remarques: 'Oui.' }, m.regionale.cookie)).status).toBe(303)
  })

  it('qui est déporté d’un dossier n’en lit ni n’en change le débat, même en forçant le formulaire', async () => {
    await m.q('update seance set president_id = $2 where id = $1', [s.seance, s.membre(m.hauteCorse)])
    const html = await m.lire(m.w.get(p.amendementProcesVerbal(s.seance), m.hauteCorse.cookie))
    expect(html).toContain('Vous êtes déporté de 1 dossier')
    expect(html).not.toContain('mutualisation')
    await amender({ [conclusion(0)]: 'Un projet admirable.', remarques: 'Rien à ajouter.' }, m.hauteCorse.cookie)
    const [, seconde] = await m.versions(s.seance)
    expect(seconde.contenu.dossiers[0].conclusion).toBe('Le comité salue la mutualisation.')
    expect(seconde.contenu.remarques).toBe('Rien à ajouter.')
    // nor does the page tell them what changed in it
    await amender({ version: '2', [conclusion(0)]: 'La mutualisation est saluée.' })
    const apres = await page(m.hauteCorse.cookie)
    expect(apres).toContain('Rien de ce que vous lisez n’a changé')
    expect(apres).not.toContain('saluée')
  })
})
