import numpy as np
import torch


class Detector(torch.nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.layer = torch.nn.Linear(6, 5)

    def forward(self, features):
        x = torch.from_numpy(features.astype(np.float32))
        out = self.layer(x).detach().cpu().numpy()
        scores = 1 / (1 + np.exp(-out[:, 4]))
        boxes = out[:, :4]
        order = np.argsort(-scores)
        results = []
        for i in order:
            if scores[i] < 0.3:
                continue
            x1, y1, x2, y2 = boxes[i]
            results.append({"box": [round(float(v), 3) for v in (x1, y1, x2, y2)], "score": round(float(scores[i]), 3)})
        return results


program = Detector()
INPUTS = [(np.linspace(-1, 1, 18).reshape(3, 6),), (np.zeros((1, 6), np.float32),)]
