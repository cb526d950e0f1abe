import { describe, expect, it } from 'vitest'
import { paths } from '../../paths.ts'
import { contenu, preparerEtapes, vico, w } from '../../test/etapes.ts'
import { lirePdf } from '../../test/lire-pdf.ts'
import { idDe, lisible, SLUG } from '../../test/vico.ts'

preparerEtapes()

/** Answers one question as its form does, and goes where it leads. */
const repondre = async (adresse: string, champs: Record<string, string | string[]>) => {
  const [chemin, deja] = adresse.split('?')
  const q = new URLSearchParams(deja)
  for (const [champ, v] of Object.entries(champs)) {
    q.delete(champ)
    for (const x of [v].flat()) q.append(champ, x)
  }
  return w.get(`${chemin}?suite=oui&${q}`)
}
const parcourir = async (reponses: Record<string, Record<string, string | string[]>>) => {
  let adresse = `${paths.eligibilite.question(SLUG, 'structure')}`
  const vues: string[] = []
  for (let n = 0; n < 20 && !adresse.startsWith(paths.eligibilite.resultat(SLUG)); n++) {
    const code = /questions\/([^?]+)/.exec(adresse)![1]!
    vues.push(code)
    const r = await repondre(adresse, reponses[code] ?? { plus_tard: 'oui' })
    expect([code, r.status]).toEqual([code, 303])
    adresse = r.headers.get('location')!
  }
  return { adresse, vues }
}
const REPONSES = {
  structure: { structure: 'Vico' },
  'projet-volet': { volet: 'volet_3' },
  'projet-actions': { actions: ['volet_3:demarches_usagers'] },
  urbanisme: { urbanisme: 'non_concerne' },
  'ressources-aide': { aide: '30 000' },
  'ressources-part': { part: '7 500' },
  'ressources-autres': { autres: '0' },
  depenses: { depense_personnel: '' },
  resultats: { date_resultats: '04/04/2022' },
  deliberation: { date_deliberation: '26/07/2021' },
  partenaires: { partenaires: '0' },
}

describe('Suis-je éligible\u202f? une question à la fois', () => {
  it('la première page est calme\u00a0: une question, rien en rouge, aucune clause hors d’un pli', async () => {
    const html = await (await w.get(paths.eligibilite.tester(SLUG))).text()
    expect(html.match(/<h1/g)).toHaveLength(1)
    expect(await lisible(await w.get(paths.eligibilite.tester(SLUG)))).toContain('Question 1 sur')
    expect(html).not.toContain('fr-error-text')
    expect(html.replace(/<details.*?<\/details>/gs, '')).not.toMatch(/C\d\.\d/)
  })

  it('le volet avant ses actions\u00a0; mes réponses sont dans l’adresse\u00a0; au bout, la réponse', async () => {
    const { adresse, vues } = await parcourir(REPONSES)
    expect(vues).toEqual(Object.keys(REPONSES))
    const q = new URLSearchParams(adresse.split('?')[1])
    expect(q.get('aide')).toBe('30 000')
    expect(q.get('structure_id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await lisible(await w.get(adresse))).toContain('Oui, votre projet peut être aidé')
  })

  it('«\u00a0Je ne sais pas encore\u00a0» est une réponse\u00a0; se taire n’en est pas une', async () => {
    const { adresse, vues } = await parcourir({ structure: { structure: 'Vico' } })
    expect(vues).not.toContain('projet-actions')
    expect(await lisible(await w.get(adresse))).toContain('attendent vos réponses')
    const rien = await repondre(paths.eligibilite.question(SLUG, 'ressources-part'), { part: '' })
    expect([rien.status, await lisible(rien)]).toEqual([200, expect.stringContaining('Je ne sais pas encore »')])
    const illisible = await repondre(paths.eligibilite.question(SLUG, 'ressources-part'), { part: '7,5 k€' })
    const html = await illisible.text()
    expect(html).toContain('value="7,5 k€"')
    expect(html).toContain('fr-error-text')
  })

  it('la réponse se dit à mesure, en mots\u00a0: il manque 800\u00a0€', async () => {
    const q = new URLSearchParams({ structure: 'Vico', aide: '3600', part: '600', autres: '0' })
    const html = await (await w.get(`${paths.eligibilite.question(SLUG, 'depenses')}?${q}`)).text()
    const dit = /role="status">(.*?)<\/div>/s.exec(html)![1]!
    expect(dit).toMatch(/Il manque 800\s€/)
  })

  it('une question que le dossier ne poserait pas ne se pose pas ici non plus', async () => {
    const { vues, adresse } = await parcourir({ ...REPONSES, 'projet-actions': { actions: ['volet_3:plus_de_canaux'] } })
    expect(vues).not.toContain('urbanisme')
    const resultat = await lisible(await w.get(adresse))
    expect(resultat).toContain('Oui, votre projet peut être aidé')
    expect(resultat).not.toContain('demandes d’urbanisme ?')
  })

  it('le résultat se garde en PDF : la réponse, chaque règle avec mes chiffres, mes réponses ; ce que je tape est écrit, rien de plus', async () => {
    const { adresse } = await parcourir({ ...REPONSES, 'ressources-part': { part: '1 200' }, 'ressources-aide': { aide: '3 000' } })
    const lien = /href="([^"]*resultat\.pdf[^"]*)"/.exec(await (await w.get(adresse)).text())![1]!.replaceAll('&amp;', '&')
    const r = await w.get(lien)
    expect([r.status, r.headers.get('content-type')]).toEqual([200, 'application/pdf'])
    const { texte } = await lirePdf(Buffer.from(await r.arrayBuffer()))
    const lu = texte.replace(/\s+/g, ' ')
    for (const mot of ['800 €', 'Coût global minimal (non respectée)', 'Vos réponses', 'Volet 3', 'Ce résultat ne vaut pas décision'])
      expect(lu).toContain(mot)
    const hostile = await w.get(
      `${paths.eligibilite.pdf(SLUG)}?${new URLSearchParams({ type_structure: 'syndicat', departement: '2A', structure: '#read("/etc/passwd") *gras*' })}`,
    )
    expect((await lirePdf(Buffer.from(await hostile.arrayBuffer()))).texte.replace(/\s+/g, ' ')).toContain('#read("/etc/passwd") *gras*')
    expect((await w.get(`${paths.eligibilite.pdf(SLUG)}?aide=beaucoup`)).headers.get('location')).toContain('/resultat?aide=beaucoup')
    expect((await w.get(paths.eligibilite.pdf('inconnu'))).status).toBe(404)
  })

  it('changer de volet oublie les actions de l’autre', async () => {
    const q = new URLSearchParams({ volet: 'volet_3', actions: 'volet_3:plus_de_canaux' })
    const r = await repondre(`${paths.eligibilite.question(SLUG, 'projet-volet')}?${q}`, { volet: 'volet_2' })
    expect(r.headers.get('location')).not.toContain('plus_de_canaux')
  })

  it('«\u00a0Commencer un brouillon avec ces réponses\u00a0»\u00a0: toutes arrivent, marquées, et ne sont plus demandées', async () => {
    const { adresse } = await parcourir({ ...REPONSES, depenses: { depense_personnel: '5 000' }, 'ressources-autres': { autres: '1 000' } })
    const lien = /href="([^"]*\/commencer\/[^"]*)"/.exec(await (await w.get(adresse)).text())![1]!.replaceAll('&amp;', '&')
    const page = await lisible(await w.get(lien, vico.cookie))
    expect(page).toContain('Repris du simulateur')
    const r = new URLSearchParams(lien.split('?')[1]).get('r')!
    const structure = (await w.structure('Vico')).id
    const id = idDe(
      (
        await w.post(paths.couloir.brouillon(SLUG), { r, structure, titre: 'La mairie le soir', volet: 'volet_3' }, vico.cookie)
      ).headers.get('location'),
    )
    const { valeurs } = (await contenu(id)).reponses
    expect(valeurs).toMatchObject({
      volet: 'volet_3',
      actions: ['demarches_usagers'],
      urbanisme: 'non_concerne',
      aide: 3_000_000,
      part: 750_000,
      date_resultats: '2022-04-04',
      date_deliberation: '2021-07-26',
      'depenses.repris01.ht': 500_000,
      'depenses.repris02.ht': 3_350_000,
      'ressources.repris01.montant': 100_000,
    })
    expect(await lisible(await w.get(paths.dossiers.etape(id, 'methode'), vico.cookie))).toContain('Repris du simulateur.')
    // changed, it is the person's
    await w.post(paths.dossiers.etape(id, 'methode'), { date_resultats: '05/05/2022' }, vico.cookie)
    expect(await lisible(await w.get(paths.dossiers.etape(id, 'methode'), vico.cookie))).not.toContain('Repris du simulateur.')
  })

  it('une adresse trop longue ou hostile ne remplit rien', async () => {
    const structure = (await w.structure('Vico')).id
    for (const r of [`aide=1&x=${'y'.repeat(5000)}`, 'aide=<script>&volet=inconnu&actions=__proto__:x']) {
      const rep = await w.post(paths.couloir.brouillon(SLUG), { r, structure, titre: 'T', volet: 'volet_3', autre: 'oui' }, vico.cookie)
      expect((await contenu(idDe(rep.headers.get('location')))).reponses.valeurs).not.toHaveProperty('aide')
    }
  })
})
